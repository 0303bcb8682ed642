internal import LintasClient
internal import LintasMessages
internal import LintasProtobuf
internal import LintasRPC
internal import LintasStandard

/// What one citizen does: from the first question to the end of the open stream.
struct ApplicantPart {
  let applicant: Applicant
  let counter: Counter
  let stage: Stage

  /// What is left when the part is over.
  struct Outcome: Sendable {
    /// Who it was.
    let applicant: Applicant
    /// The session, which has to outlive a restart.
    let token: String
    /// The application at its end.
    let application: Application
  }

  /// Plays the part.
  func play() async throws -> Outcome {
    let token = try await join()
    let office = try counter.client(token: token)
    async let watched = watch(office)
    try await ask(office)
    if applicant.errsAtFirst { try await err(office) }
    let request = SubmitApplicationRequest.with { $0.form = applicant.form }
    let application = try await timed("SubmitApplication") {
      try await office.applicant.submitApplication(request, options: counter.options)
    }.application
    await tell(
      "terkirim / submitted: \(Amounts.rupiah(application.fee.totalRupiah)),"
        + " janji / promised by \(application.dueDate)")
    let states = try await watched
    let final: ApplicationState = applicant.name == Cast.refused ? .refused : .approved
    // A stream that opens late begins with the state it finds; from there on nothing is left out.
    let all: [ApplicationState] = [.submitted, .claimed, .documentsChecked, final]
    try DemoFailure.unless(
      !states.isEmpty && states == all.suffix(states.count),
      "\(applicant.name)'s stream told \(states.map(\.rawValue))")
    let last = try await timed("GetApplication") {
      try await office.applicant.getApplication(
        .with { $0.applicationID = application.applicationID }, options: counter.options)
    }.application
    if last.state == .refused { await tell("alasan / grounds: \(last.decision.grounds)") }
    return Outcome(applicant: applicant, token: token, application: last)
  }

  /// Opens an account and a session; gives the session's token.
  private func join() async throws -> String {
    let nobody = try counter.client(token: nil)
    let registration = RegisterRequest.with {
      $0.nik = applicant.nik
      $0.fullName = applicant.fullName
      $0.phone = applicant.phone
      $0.secret = applicant.secret
    }
    _ = try await timed("Register") {
      try await nobody.identity.register(registration, options: counter.options)
    }
    let credentials = SignInRequest.with {
      $0.name = applicant.nik
      $0.secret = applicant.secret
    }
    let session = try await timed("SignIn") {
      try await nobody.identity.signIn(credentials, options: counter.options)
    }
    await tell("terdaftar dan masuk / registered and signed in")
    return session.sessionToken
  }

  /// Asks which papers and what fee.
  private func ask(_ office: LintasClient) async throws {
    let form = applicant.form
    let circumstances = GetRequirementsRequest.with {
      $0.kind = form.kind
      $0.reason = form.reason
      $0.birthDate = form.person.birthDate
      $0.maritalStatus = form.person.maritalStatus
    }
    let papers = try await timed("GetRequirements") {
      try await office.applicant.getRequirements(circumstances, options: counter.options)
    }.documents
    try DemoFailure.unless(
      Set(papers.map(\.document)) == Set(form.documents), "\(applicant.name) lacks papers")
    let book = QuoteFeeRequest.with {
      $0.kind = form.kind
      $0.validity = form.validity
      $0.reason = form.reason
      $0.express = form.express
    }
    let fee = try await timed("QuoteFee") {
      try await office.applicant.quoteFee(book, options: counter.options)
    }.fee
    let expected: Int64 = applicant.express ? 1_950_000 : 950_000
    try DemoFailure.unless(
      fee.totalRupiah == expected, "\(applicant.name) is asked for Rp \(fee.totalRupiah)")
  }

  /// Sends the form with three faults, and reads all three.
  private func err(_ office: LintasClient) async throws {
    let request = SubmitApplicationRequest.with { $0.form = applicant.faultyForm }
    do {
      _ = try await timed("SubmitApplication (ditolak / refused)") {
        try await office.applicant.submitApplication(request, options: counter.options)
      }
    } catch let status as Status where status.code == .invalidArgument {
      let violations = status.detail(GoogleBadRequest.self)?.fieldViolations ?? []
      await tell("formulir ditolak, \(violations.count) kesalahan / form refused at once for:")
      for violation in violations {
        await tell(
          "    \(violation.field): \(violation.localizedMessage.message)"
            + " / \(violation.description_)")
      }
      try DemoFailure.unless(
        Set(violations.map(\.field)) == Applicant.faultyPaths && violations.count == 3,
        "the three faults are not all told")
      return
    }
    throw DemoFailure(description: "a form with three faults was accepted")
  }

  /// Reads the open stream until the decision; gives the states it told.
  private func watch(_ office: LintasClient) async throws -> [ApplicationState] {
    var states: [ApplicationState] = []
    for try await event in office.applicant.watchApplications(WatchApplicationsRequest()) {
      let state = event.application.state
      states.append(state)
      await tell("<< \(event.entry.text.indonesian) / \(event.entry.text.english)")
      if state == .approved || state == .refused { break }
    }
    return states
  }

  private func timed<Answer: Sendable>(
    _ method: String, _ call: () async throws -> Answer
  ) async throws -> Answer {
    try await stage.timed(applicant.name, method, call)
  }

  private func tell(_ what: String) async { await stage.tell(applicant.name, what) }
}
