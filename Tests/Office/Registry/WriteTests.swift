internal import LintasApplicantService
internal import LintasMessages
internal import LintasOfficerService
internal import LintasProtobuf
internal import LintasRecords
internal import LintasStandard
internal import LintasStore
internal import LintasTestOffice
internal import Testing

@testable internal import LintasOffice

/// Promise: a change is made once however often it is sent, is on record, and is whole or absent.
@Suite(.timeLimit(.minutes(1))) struct WriteTests {
  private func request(_ person: TestPerson) -> SubmitApplicationRequest {
    .with { $0.form = person.form() }
  }

  /// Promise: the same key with the same request gives the same answer and no second application,
  /// also after a restart; with another request it is refused and nothing is written.
  @Test func sameKeySameAnswer() async throws {
    let office = try await TestOffice.open()
    let person = TestPerson(office.random)
    let citizen = office.marked(try await office.citizen(person))
    let desk = office.desks.applicant
    let first = try await desk.submitApplication(request(person), by: citizen)
    office.clock.advance(by: .seconds(3600))
    let again = try await desk.submitApplication(request(person), by: citizen)
    #expect(first == again)
    var other = request(person)
    other.form.express = true
    await #expect(throws: Refusal.keyUsedBefore) {
      try await desk.submitApplication(other, by: citizen)
    }
    let page = try desk.listApplications(.init(), by: citizen)
    #expect(page.applications.map(\.applicationID) == [first.application.applicationID])
    let registry = try await office.reopened()
    let after = try await registry.write(
      .submitApplication, by: citizen, answering: request(person)
    ) { _ -> SubmitApplicationResponse in
      Issue.record("the change ran a second time after the restart")
      return .init()
    }
    #expect(after == first)
  }

  /// Promise: a key belongs to one caller and one kind of change, and is forgotten after 30 days.
  @Test func keysAreApartAndExpire() async throws {
    let office = try await TestOffice.open()
    let person = TestPerson(office.random)
    let first = office.marked(try await office.citizen(person))
    let second = try await office.citizen(TestPerson(office.random)).marking(first.idempotencyKey)
    let desk = office.desks.applicant
    let mine = try await desk.submitApplication(request(person), by: first)
    let theirs = try await desk.submitApplication(request(person), by: second)
    #expect(mine.application.applicationID != theirs.application.applicationID)
    office.clock.advance(by: Registry.answersKept)
    let later = try await desk.submitApplication(request(person), by: first)
    #expect(later.application.applicationID != mine.application.applicationID)
  }

  /// Promise: a change without a key is refused before anything happens.
  @Test func changeNeedsKey() async throws {
    let office = try await TestOffice.open()
    let person = TestPerson(office.random)
    let citizen = try await office.citizen(person)
    let before = try office.auditLog().count
    await #expect {
      try await office.desks.applicant.submitApplication(request(person), by: citizen)
    } throws: {
      ($0 as? Refusal)?.violations.map(\.rule) == ["idempotency_key.missing"]
    }
    #expect(try office.auditLog().count == before)
  }

  /// Promise: 16 calls at once under one key have one effect and one answer.
  @Test func oneEffectOfManyAtOnce() async throws {
    let office = try await TestOffice.open()
    let person = TestPerson(office.random)
    let citizen = office.marked(try await office.citizen(person))
    let answers = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<16 {
        group.addTask {
          try await office.desks.applicant.submitApplication(request(person), by: citizen)
            .application.applicationID
        }
      }
      return try await group.reduce(into: Set<String>()) { $0.insert($1) }
    }
    #expect(answers.count == 1)
    #expect(
      try office.desks.applicant.listApplications(.init(), by: citizen).applications.count == 1)
  }

  /// Promise: a change that fails half way leaves nothing: no record, no index, no audit entry, no
  /// announcement, no kept answer; its neighbours in the same batch stand.
  @Test func failedChangeLeavesNothing() async throws {
    struct Stop: Error {}
    let office = try await TestOffice.open()
    let person = TestPerson(office.random)
    let citizen = try await office.citizen(person)
    let registry = office.registry
    let before = try office.contents()
    let marked = office.marked(citizen)
    await #expect(throws: Stop.self) {
      try await registry.write(.submitApplication, by: marked, answering: request(person)) {
        books -> SubmitApplicationResponse in
        _ = try registry.submit(person.form(), in: &books)
        throw Stop()
      }
    }
    #expect(try office.contents() == before)
    let answer = try await office.desks.applicant.submitApplication(request(person), by: marked)
    #expect(answer.application.state == .submitted)
  }

  /// Promise: every change has its entry in the audit log, numbered without gaps: who, as what,
  /// what, on what, when. A look at a file has one too, with its purpose; one's own file is no
  /// look.
  @Test func everyActIsOnRecord() async throws {
    let office = try await TestOffice.open()
    let person = TestPerson(office.random)
    let citizen = try await office.citizen(person)
    let officer = try await office.staff()
    let desk = office.desks.officer
    let submitted = try await office.desks.applicant.submitApplication(
      request(person), by: office.marked(citizen))
    let id = submitted.application.applicationID
    _ = try office.desks.applicant.getApplication(.with { $0.applicationID = id }, by: citizen)
    _ = try await desk.claimNextCase(.init(), by: office.marked(officer))
    _ = try await desk.claimNextCase(.init(), by: office.marked(officer))
    office.clock.advance(by: .seconds(60))
    let look = GetCaseRequest.with {
      $0.applicationID = id
      $0.purpose = .complaint
    }
    _ = try await desk.getCase(look, by: officer)
    let log = try office.auditLog()
    try #require(log.count == 6)
    #expect(log.map(\.number) == Array(1...UInt64(log.count)))
    #expect(
      log.map(\.entry.action) == [
        .loadReference, .register, .createOfficer, .submitApplication, .claimCase, .lookAtCase,
      ])
    #expect(log[3].entry.actorAccountID == citizen.accountID)
    #expect(log[3].entry.role == .citizen)
    #expect(log[5].entry.role == .officer)
    #expect(log[5].entry.purpose == .complaint)
    #expect(log[5].entry.subject == id)
    #expect(log[5].entry.at.seconds == log[4].entry.at.seconds + 60)
  }

  /// Promise: to be given an answer again that shows a file is a look: on record, and refused to
  /// whom the file is shut by now.
  @Test func repeatedAnswerIsALook() async throws {
    let office = try await TestOffice.open()
    let person = TestPerson(office.random)
    let citizen = try await office.citizen(person)
    let officer = office.marked(try await office.staff())
    let desk = office.desks.officer
    let empty = office.marked(officer)
    #expect(try await !desk.claimNextCase(.init(), by: empty).hasFile)
    let submitted = try await office.desks.applicant.submitApplication(
      request(person), by: office.marked(citizen))
    let first = try await desk.claimNextCase(.init(), by: officer)
    let before = try office.auditLog().count
    #expect(try await !desk.claimNextCase(.init(), by: empty).hasFile)
    #expect(try office.auditLog().count == before)
    #expect(try await desk.claimNextCase(.init(), by: officer) == first)
    let log = try office.auditLog()
    try #require(log.count == before + 1)
    #expect(log[before].entry.action == .lookAtCase)
    #expect(log[before].entry.subject == submitted.application.applicationID)
    #expect(log[before].entry.actorAccountID == officer.accountID)
    let moved = Caller(
      accountID: officer.accountID, roles: officer.roles, officeCode: "18.03",
      idempotencyKey: officer.idempotencyKey)
    await #expect(throws: Refusal.notFound("")) {
      try await desk.claimNextCase(.init(), by: moved)
    }
    #expect(try office.auditLog().count == before + 1)
  }

  /// Promise: a store that fills up refuses citizens first, so that the office can still work; an
  /// answer that was given is given again; and nothing is lost.
  @Test func nearlyFullStoreServesTheOffice() async throws {
    let office = try await TestOffice.open(mapBytes: 2 << 20)
    let person = TestPerson(office.random)
    let citizen = try await office.citizen(person)
    let officer = try await office.staff()
    var accepted = 0
    var last: (caller: Caller, answer: SubmitApplicationResponse)?
    while accepted < 5000 {
      do {
        let marked = office.marked(citizen)
        let answer = try await office.desks.applicant.submitApplication(
          request(person), by: marked)
        last = (marked, answer)
        accepted += 1
      } catch let refusal as Refusal {
        #expect(refusal == .full)
        break
      }
    }
    #expect((50..<5000).contains(accepted))
    let (caller, answer) = try #require(last)
    #expect(
      try await office.desks.applicant.submitApplication(request(person), by: caller) == answer)
    for _ in 0..<10 {
      let claimed = try await office.desks.officer.claimNextCase(
        .init(), by: office.marked(officer))
      #expect(claimed.hasFile)
    }
    #expect(try office.keys(Tables.cases.range()).count == accepted)
  }

  /// Promise: a look that is refused shows nothing, and a look is recorded before it is answered.
  @Test func refusedLookShowsNothing() async throws {
    let office = try await TestOffice.open()
    let person = TestPerson(office.random)
    let citizen = try await office.citizen(person)
    let elsewhere = try await office.staff(office: "18.03")
    let submitted = try await office.desks.applicant.submitApplication(
      request(person), by: office.marked(citizen))
    let look = GetCaseRequest.with {
      $0.applicationID = submitted.application.applicationID
      $0.purpose = .processing
    }
    let before = try office.auditLog().count
    await #expect(throws: Refusal.notFound("")) {
      try await office.desks.officer.getCase(look, by: elsewhere)
    }
    #expect(try office.auditLog().count == before)
    office.store.close()
    await #expect(throws: StoreError.closed) {
      try await office.registry.look(
        .lookAtCase, at: "x", by: elsewhere, purpose: .processing
      ) { _ in Issue.record("the file was read although the look cannot be recorded") }
    }
  }
}
