internal import LintasMessages
internal import LintasOffice
internal import LintasProtobuf
internal import LintasStandard
internal import LintasTestOffice
internal import Testing

/// One passport application from registration to decision, and what must be refused on the way, as
/// a caller sees it. The same journey is played by direct call, over a connection in memory, and
/// over a TLS socket: it knows only `OfficeConnection`.
struct Journey {
  /// The office, at some depth.
  let office: any OfficeConnection
  /// Draws people and keys.
  let random: SeededRandom
  /// Sign-in name and secret of an officer of `TestOffice.officeCode`.
  let officer: (name: String, secret: String)

  /// Plays all of it.
  func play() async throws {
    let first = TestPerson(random)
    let second = TestPerson(random)
    try await inform(first)
    let citizen = try await join(first)
    let official = try await signIn(officer.name, officer.secret)
    let id = try await approved(first, citizen, official)
    let other = try await join(second)
    try await refused(second, other, official)
    try await hidden(id, citizen, other, official)
  }

  /// Registers somebody and signs in.
  func join(_ person: TestPerson) async throws -> Credentials {
    let stranger = Credentials(key: random.key())
    let account = try await office.register(person.registration, stranger).accountID
    #expect(try await office.register(person.registration, stranger).accountID == account)
    await refusal(.alreadyExists) {
      try await office.register(person.registration, stranger.with(key: random.key()))
    }
    let citizen = try await signIn(person.nik, person.secret)
    let me = try await office.whoAmI(.init(), citizen)
    #expect(me.owner.accountID == account)
    #expect(Array(me.owner.roles) == [.citizen])
    #expect(me.expiresAt.seconds > 0)
    return citizen
  }

  /// Opens a session; a wrong secret and an unknown name look alike.
  func signIn(_ name: String, _ secret: String) async throws -> Credentials {
    for wrong in [(name, secret + "x"), ("nobody", secret)] {
      await refusal(.unauthenticated) {
        try await office.signIn(.with { ($0.name, $0.secret) = wrong }, Credentials())
      }
    }
    let session = try await office.signIn(
      .with { ($0.name, $0.secret) = (name, secret) }, Credentials())
    return Credentials(token: session.sessionToken)
  }

  /// Asks what papers and what fee, without an account.
  private func inform(_ person: TestPerson) async throws {
    let requirements = try await office.getRequirements(
      .with {
        $0.kind = .electronic
        $0.reason = .lost
        $0.birthDate = person.birthDate
      }, Credentials())
    #expect(
      requirements.documents.map(\.document)
        == [.identityCard, .familyCard, .birthProof, .policeReport])
    #expect(Array(requirements.validities) == [.fiveYears, .tenYears])
    #expect(requirements.offices.contains { $0.code == TestOffice.officeCode })
    let quote = try await office.quoteFee(
      .with {
        $0.kind = .electronic
        $0.validity = .tenYears
        $0.reason = .lost
        $0.express = true
      }, Credentials())
    #expect(quote.fee.totalRupiah == 2_950_000)
    #expect(quote.fee.items.map(\.amountRupiah) == [950_000, 1_000_000, 1_000_000])
    await refusal(.invalid, fields: ["kind", "birth_date"]) {
      try await office.getRequirements(
        .with {
          $0.reason = .first
          $0.birthDate = "1999-02-30"
        }, Credentials())
    }
  }

  /// An approval, seen from the citizen's open stream.
  private func approved(
    _ person: TestPerson, _ citizen: Credentials, _ official: Credentials
  ) async throws -> String {
    try await watching(citizen) { events in
      try await threeFaults(person, citizen)
      let application = try await submit(person, citizen)
      let id = application.applicationID
      var seen = [try await events.next()]
      try await examine(id, official, .accepted)
      let decision = DecideCaseRequest.with {
        $0.applicationID = id
        $0.outcome = .approve
        $0.reason = .requirementsMet
      }
      try await qualify(official, for: decision)
      let decided = try await office.decideCase(decision, official.with(key: random.key()))
      #expect(decided.file.application.state == .approved)
      #expect(!decided.file.application.decision.validUntil.isEmpty)
      for _ in 0..<3 { seen.append(try await events.next()) }
      #expect(seen.map(\.application.applicationID) == Array(repeating: id, count: 4))
      #expect(seen.map(\.entry.state) == [.submitted, .claimed, .documentsChecked, .approved])
      #expect(seen.map(\.entry.number) == [1, 2, 3, 4])
      #expect(zip(seen, seen.dropFirst()).allSatisfy { $0.sequence < $1.sequence })
      try await resume(citizen, id, seen)
      return id
    }
  }

  /// A watch resumed after the second step tells the third and fourth; a new one the present state.
  private func resume(
    _ citizen: Credentials, _ id: String, _ seen: [WatchApplicationsResponse]
  ) async throws {
    try await watching(citizen, after: seen[1].sequence) { events in
      for expected in seen.suffix(2) {
        let event = try await events.next()
        #expect(event.sequence == expected.sequence)
        #expect(event.entry == expected.entry)
      }
    }
    try await watching(citizen) { events in
      let event = try await events.next()
      #expect(event.initial)
      #expect(event.application.applicationID == id)
      #expect(event.application.state == .approved)
    }
    let application = try await office.getApplication(
      .with { $0.applicationID = id.lowercased() }, citizen
    ).application
    #expect(application.timeline.map(\.number) == [1, 2, 3, 4])
    #expect(application.timeline.allSatisfy { !$0.text.indonesian.isEmpty })
    #expect(application.findings.count == application.form.documents.count)
  }

  /// A form with three faults: all three at once, in both languages.
  private func threeFaults(_ person: TestPerson, _ citizen: Credentials) async throws {
    var form = person.form()
    form.kind = PassportKind(rawValue: 99)
    form.person.nik = person.nik.dropLast(4) + "0000"
    form.person.birthDate = "1999-02-30"
    let request = SubmitApplicationRequest.with { $0.form = form }
    let paths: Set = ["form.kind", "form.person.nik", "form.person.birth_date"]
    var texts: [Set<String>] = []
    for language in ["id", "en"] {
      let credentials = citizen.with(key: random.key()).speaking(language)
      let refused = await refusal(.invalid, fields: paths) {
        try await office.submitApplication(request, credentials)
      }
      texts.append(Set(refused?.fields.values ?? [:].values))
    }
    #expect(texts[0].isDisjoint(with: texts[1]))
    await refusal(.invalid, fields: ["idempotency-key"]) {
      try await office.submitApplication(.with { $0.form = person.form() }, citizen)
    }
  }

  /// The corrected form; the same key gives the same answer and never a second application.
  private func submit(
    _ person: TestPerson, _ citizen: Credentials
  ) async throws -> Application {
    let request = SubmitApplicationRequest.with { $0.form = person.form() }
    let credentials = citizen.with(key: random.key())
    let answer = try await office.submitApplication(request, credentials)
    #expect(answer.application.form == request.form)
    #expect(answer.application.fee.totalRupiah == 950_000)
    #expect(answer.application.state == .submitted)
    #expect(!answer.application.dueDate.isEmpty)
    #expect(try await office.submitApplication(request, credentials) == answer)
    var other = request
    other.form.express = true
    await refusal(.alreadyExists) { try await office.submitApplication(other, credentials) }
    let mine = try await office.listApplications(.init(), citizen)
    #expect(mine.applications.map(\.applicationID) == [answer.application.applicationID])
    return answer.application
  }

  /// The officer claims the case, opens it, and records what was found about its papers.
  private func examine(
    _ id: String, _ official: Credentials, _ verdict: DocumentVerdict
  ) async throws {
    let claimed = try await office.claimNextCase(.init(), official.with(key: random.key()))
    #expect(claimed.file.application.applicationID == id)
    #expect(claimed.file.claimedByMe)
    let look = GetCaseRequest.with {
      $0.applicationID = id
      $0.purpose = .processing
    }
    let form = try await office.getCase(look, official).file.application.form
    await refusal(.invalid, fields: ["purpose"]) {
      try await office.getCase(.with { $0.applicationID = id }, official)
    }
    let check = RecordDocumentCheckRequest.with { request in
      request.applicationID = id
      for document in form.documents {
        request.findings.append {
          $0.document = document
          $0.verdict = verdict
          $0.note = verdict == .accepted ? "" : "The copy cannot be read."
        }
      }
    }
    let checked = try await office.recordDocumentCheck(check, official.with(key: random.key()))
    #expect(checked.file.application.state == .documentsChecked)
  }

  /// A refusal: it needs grounds, which the citizen reads.
  private func refused(
    _ person: TestPerson, _ citizen: Credentials, _ official: Credentials
  ) async throws {
    let id = try await submit(person, citizen).applicationID
    try await examine(id, official, .rejected)
    var decision = DecideCaseRequest.with {
      $0.applicationID = id
      $0.outcome = .refuse
      $0.reason = .identityNotProven
      $0.grounds = "No."
    }
    await refusal(.invalid, fields: ["grounds"]) {
      try await office.decideCase(decision, official.with(key: random.key()))
    }
    decision.grounds = "The family card names another birth date than the birth certificate."
    _ = try await office.decideCase(decision, official.with(key: random.key()))
    let application = try await office.getApplication(.with { $0.applicationID = id }, citizen)
      .application
    #expect(application.state == .refused)
    #expect(application.decision.grounds == decision.grounds)
    await refusal(.precondition) {
      try await office.decideCase(decision, official.with(key: random.key()))
    }
  }

  /// What callers without the right see.
  private func hidden(
    _ id: String, _ citizen: Credentials, _ other: Credentials, _ official: Credentials
  ) async throws {
    let get = GetApplicationRequest.with { $0.applicationID = id }
    await refusal(.notFound) { try await office.getApplication(get, other) }
    await refusal(.unauthenticated) { try await office.getApplication(get, Credentials()) }
    await refusal(.unauthenticated) {
      try await office.getApplication(get, Credentials(token: String(repeating: "A", count: 43)))
    }
    await refusal(.permissionDenied) { try await office.getApplication(get, official) }
    await refusal(.permissionDenied) {
      try await office.claimNextCase(.init(), citizen.with(key: random.key()))
    }
    await refusal(.permissionDenied) { try await office.listCourses(.init(), citizen) }
    let mistyped = id.dropLast() + (id.last == "0" ? "1" : "0")
    await refusal(.invalid, fields: ["application_id"]) {
      try await office.getApplication(.with { $0.applicationID = String(mistyped) }, citizen)
    }
    await refusal(.notFound) {
      try await watching(other, application: id) { _ = try await $0.next() }
    }
    await refusal(.outOfRange) {
      try await watching(other, after: 1 << 60) { _ = try await $0.next() }
    }
    await refusal(.invalid, fields: ["page_token"]) {
      try await office.listApplications(.with { $0.pageToken = "forged" }, citizen)
    }
  }
}
