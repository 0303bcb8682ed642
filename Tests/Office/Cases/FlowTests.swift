internal import LintasApplicantService
internal import LintasMessages
internal import LintasOffice
internal import LintasOfficerService
internal import LintasProtobuf
internal import LintasRecords
internal import LintasTestOffice
internal import Testing

/// Promise: a case goes only along the arrows of its flow, and only by whom the rules allow.
@Suite(.timeLimit(.minutes(1))) struct FlowTests {
  /// Promise: for every action and every state, the flow allows exactly what the table says.
  @Test(arguments: [
    (CaseAction.submit, [ApplicationState.unspecified]), (.claim, [.submitted]),
    (.recordDocumentCheck, [.claimed, .documentsChecked]), (.approve, [.documentsChecked]),
    (.refuse, [.documentsChecked]),
  ])
  func everyActionInEveryState(action: CaseAction, allowed: [ApplicationState]) {
    for state in (0...6).map({ ApplicationState(rawValue: $0) }) {
      let arrow = try? CaseFlow.transition(action, from: state, of: "X")
      #expect((arrow != nil) == allowed.contains(state))
    }
  }

  /// Promise: the queue gives the earliest promised day first, and of one day the oldest.
  @Test func queueIsByPromise() async throws {
    let office = try await TestOffice.open()
    let officer = try await office.staff()
    var expected: [String] = []
    for _ in 0..<5 {
      let person = TestPerson(office.random)
      let citizen = try await office.citizen(person)
      let answer = try await office.desks.applicant.submitApplication(
        .with { $0.form = person.form() }, by: office.marked(citizen))
      expected.append(answer.application.applicationID)
      office.clock.advance(by: .seconds(7 * 3600))
    }
    for id in expected {
      let claimed = try await office.desks.officer.claimNextCase(
        .init(), by: office.marked(officer))
      #expect(claimed.file.application.applicationID == id)
      #expect(claimed.file.claimedByMe)
    }
    let empty = try await office.desks.officer.claimNextCase(.init(), by: office.marked(officer))
    #expect(!empty.hasFile)
  }

  /// Promise: nobody gets, sees or decides an own application, whoever submitted it; the next in
  /// the queue is handed out instead.
  @Test func nobodyWorksOnOwnCase() async throws {
    let office = try await TestOffice.open()
    let person = TestPerson(office.random)
    let officer = try await office.staff(person: person)
    let own = try await office.desks.applicant.submitApplication(
      .with { $0.form = person.form() }, by: office.marked(try await office.citizen(person)))
    let relative = TestPerson(office.random)
    let filed = try await office.desks.applicant.submitApplication(
      .with { $0.form = person.form() }, by: office.marked(try await office.citizen(relative)))
    let other = TestPerson(office.random)
    let free = try await office.desks.applicant.submitApplication(
      .with { $0.form = other.form() }, by: office.marked(try await office.citizen(other)))
    let claimed = try await office.desks.officer.claimNextCase(.init(), by: office.marked(officer))
    #expect(claimed.file.application.applicationID == free.application.applicationID)
    let none = try await office.desks.officer.claimNextCase(.init(), by: office.marked(officer))
    #expect(!none.hasFile)
    for id in [own.application.applicationID, filed.application.applicationID] {
      let look = GetCaseRequest.with {
        $0.applicationID = id
        $0.purpose = .processing
      }
      await #expect(throws: Refusal.ownCase) {
        try await office.desks.officer.getCase(look, by: officer)
      }
    }
  }

  /// Promise: only who claimed a case checks and decides it, in that order, and an approval needs
  /// every paper accepted.
  @Test func onlyWhoClaimedDecides() async throws {
    let office = try await TestOffice.open()
    let person = TestPerson(office.random)
    let (first, second) = (try await office.staff(1), try await office.staff(2))
    let desk = office.desks.officer
    let id = try await office.desks.applicant.submitApplication(
      .with { $0.form = person.form() }, by: office.marked(try await office.citizen(person))
    ).application.applicationID
    _ = try await desk.claimNextCase(.init(), by: office.marked(first))
    let approval = DecideCaseRequest.with {
      $0.applicationID = id
      $0.outcome = .approve
      $0.reason = .requirementsMet
    }
    await #expect(throws: Refusal.wrongState(.claimed, of: id)) {
      try await desk.decideCase(approval, by: office.marked(first))
    }
    var check = checked(id, .rejected)
    await #expect(throws: Refusal.notClaimedByYou(id)) {
      try await desk.recordDocumentCheck(check, by: office.marked(second))
    }
    _ = try await desk.recordDocumentCheck(check, by: office.marked(first))
    await #expect(throws: Refusal.papersNotAccepted(id)) {
      try await desk.decideCase(approval, by: office.marked(first))
    }
    check = checked(id, .accepted)
    _ = try await desk.recordDocumentCheck(check, by: office.marked(first))
    await #expect(throws: Refusal.notClaimedByYou(id)) {
      try await desk.decideCase(approval, by: office.marked(second))
    }
    let decided = try await desk.decideCase(approval, by: office.marked(first))
    #expect(decided.file.application.state == .approved)
    #expect(decided.file.application.decision.validUntil == "2036-11-24")
    await #expect(throws: Refusal.wrongState(.approved, of: id)) {
      try await desk.decideCase(approval, by: office.marked(first))
    }
  }

  /// Promise: an approval without a last day of validity is refused and leaves the case as it was.
  @Test func approvalNeedsValidity() async throws {
    let office = try await TestOffice.open()
    let person = TestPerson(office.random)
    let now = office.clock.now
    var record = try CaseRecord.submitted(
      person.form(), id: Identifier(at: now, random: office.random.bytes(9)), owner: "owner",
      rules: office.registry.rules(), at: now)
    try record.claim(by: "officer", at: now)
    let id = record.application.applicationID
    try record.recordDocumentCheck(
      Array(checked(id, .accepted).findings), by: "officer", at: now)
    let before = record
    #expect(throws: Refusal.noValidity(id)) {
      try record.decide(
        .approve, reason: .requirementsMet, grounds: "", validUntil: nil, by: "officer", at: now)
    }
    #expect(record == before)
  }

  /// Promise: spaces alone do not tell an applicant why a paper was not accepted.
  @Test(arguments: [("", 1), (" ", 1), ("\u{a0}\n", 1), ("x", 0)])
  func findingNeedsWords(note: String, faults: Int) {
    let finding = DocumentFinding.with {
      $0.document = .identityCard
      $0.verdict = .rejected
      $0.note = note
    }
    let found = FindingRules.violations([finding], declared: [.identityCard])
    #expect(found.count == faults)
  }

  private func checked(_ id: String, _ verdict: DocumentVerdict) -> RecordDocumentCheckRequest {
    .with { request in
      request.applicationID = id
      for document in [DocumentKind.identityCard, .familyCard, .birthProof] {
        request.findings.append {
          $0.document = document
          $0.verdict = verdict
          $0.note = verdict == .accepted ? "" : "The copy cannot be read."
        }
      }
    }
  }

  /// Promise: an officer is warned of another application of the same person, and of what differs
  /// from the NIK; a warning refuses nothing.
  @Test func officerIsWarned() async throws {
    let office = try await TestOffice.open()
    let person = TestPerson(office.random)
    let citizen = try await office.citizen(person)
    var form = person.form()
    form.person.birthDate = "1990-02-28"
    let desk = office.desks.applicant
    _ = try await desk.submitApplication(.with { $0.form = form }, by: office.marked(citizen))
    _ = try await desk.submitApplication(.with { $0.form = form }, by: office.marked(citizen))
    let claimed = try await office.desks.officer.claimNextCase(
      .init(), by: office.marked(try await office.staff()))
    #expect(
      claimed.file.warnings.map(\.code) == ["nik.birth_date_differs", "person.other_application"])
  }
}
