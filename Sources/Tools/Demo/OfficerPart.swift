internal import DaemonControl
internal import LintasClient
internal import LintasMessages
internal import LintasProtobuf
internal import LintasRPC
internal import LintasStandard

/// What an officer does: takes cases as the server hands them out, until all are decided. The first
/// decision is refused, since the officer has no certificate yet.
struct OfficerPart {
  let officer: Officer
  let key: CourseKey
  let counter: Counter
  let stage: Stage

  /// Plays the part until `cases` have been decided by all officers together.
  func play(until done: @Sendable () async -> Bool) async throws {
    let nobody = try counter.client(token: nil)
    let credentials = SignInRequest.with {
      $0.name = officer.name
      $0.secret = officer.secret
    }
    let session = try await nobody.identity.signIn(credentials, options: counter.options)
    let office = try counter.client(token: session.sessionToken)
    var isQualified = false
    while await !done() {
      let next = try await office.officer.claimNextCase(
        ClaimNextCaseRequest(), options: counter.options)
      guard next.hasFile else {
        try await Task.sleep(for: .milliseconds(20))
        continue
      }
      try await work(
        on: next.file.application.applicationID, isQualified: isQualified, office)
      isQualified = true
    }
  }

  /// Opens one case, checks its papers and decides it.
  private func work(
    on identifier: String, isQualified: Bool, _ office: LintasClient
  ) async throws {
    let file = try await office.officer.getCase(
      .with {
        $0.applicationID = identifier
        $0.purpose = .processing
      }, options: counter.options
    ).file
    let doubtful = !file.warnings.isEmpty
    for warning in file.warnings {
      await tell("perhatian / to look at: \(warning.text.indonesian) / \(warning.text.english)")
    }
    let check = RecordDocumentCheckRequest.with { request in
      request.applicationID = identifier
      for document in file.application.form.documents {
        request.findings.append {
          $0.document = document; $0.verdict = .accepted
        }
      }
    }
    _ = try await office.officer.recordDocumentCheck(check, options: counter.options)
    let decision = DecideCaseRequest.with {
      $0.applicationID = identifier
      $0.outcome = doubtful ? .refuse : .approve
      $0.reason = doubtful ? .identityNotProven : .requirementsMet
      if doubtful { $0.grounds = Cast.grounds }
    }
    if !isQualified { try await qualify(decision, office) }
    _ = try await office.officer.decideCase(decision, options: counter.options)
    let name = file.application.form.person.fullName
    await tell("\(name): " + (doubtful ? "ditolak / refused" : "disetujui / approved"))
  }

  /// The first decision is refused, naming a course; the officer takes it.
  private func qualify(_ decision: DecideCaseRequest, _ office: LintasClient) async throws {
    do {
      _ = try await office.officer.decideCase(decision, options: counter.options)
    } catch let status as Status {
      guard let course = CoursePart.course(status) else { throw status }
      let sentence = status.detail(GoogleLocalizedMessage.self)?.message ?? ""
      await tell("belum boleh memutus / may not decide yet: \(sentence) / \(status.message)")
      let part = CoursePart(student: officer.name, key: key, counter: counter, stage: stage)
      return try await part.play(course, office)
    }
    throw DemoFailure(description: "\(officer.name) decided without a certificate")
  }

  private func tell(_ what: String) async { await stage.tell(officer.name, what) }
}
