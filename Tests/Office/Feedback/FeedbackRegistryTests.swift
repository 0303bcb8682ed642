internal import LintasApplicantService
internal import LintasFeedbackService
internal import LintasMessages
internal import LintasOfficerService
internal import LintasProtobuf
internal import LintasRecords
internal import LintasStore
internal import LintasTestOffice
internal import Testing

@testable internal import LintasOffice

/// Promise: what the public says is kept whole, once, and without more of the reporter than the
/// reporter gave.
@Suite(.timeLimit(.minutes(1))) struct FeedbackRegistryTests {
  private func report(
    _ feedbackClass: FeedbackClass = .service, office: String = TestOffice.officeCode
  ) -> SubmitFeedbackRequest {
    .with {
      $0.officeCode = office
      $0.feedbackClass = feedbackClass
      $0.text = "Nobody answers the telephone."
    }
  }

  private func survey(_ id: String, _ scores: [Int32: Int32]) -> SubmitSurveyRequest {
    .with { request in
      request.applicationID = id
      for (element, score) in scores {
        request.answers.append {
          $0.element = SatisfactionElement(rawValue: element)
          $0.score = score
        }
      }
    }
  }

  /// A decided case of a citizen.
  private func decided(
    _ office: TestOffice, _ person: TestPerson, _ citizen: Caller, _ officer: Caller
  ) async throws -> String {
    let id = try await office.desks.applicant.submitApplication(
      .with { $0.form = person.form() }, by: office.marked(citizen)
    ).application.applicationID
    let (registry, now) = (office.registry, office.registry.now)
    return try await registry.write(.decideCase, by: officer) { books in
      _ = try registry.claimNext(in: &books)
      _ = try registry.change(id, in: &books) {
        let findings = $0.application.form.documents.map { document in
          DocumentFinding.with { ($0.document, $0.verdict) = (document, .accepted) }
        }
        try $0.recordDocumentCheck(findings, by: officer.accountID, at: now)
        try $0.decide(
          .approve, reason: .requirementsMet, grounds: "",
          validUntil: now.officeDay.adding(years: 10),
          by: officer.accountID, at: now)
      }
      return id
    }
  }

  /// Promise: of an anonymous report neither the account nor the tracking number stands in any
  /// row, but for the sealed answer that is kept for repetitions; also not of a reply by number.
  @Test func anonymousLeavesNoTrace() async throws {
    let office = try await TestOffice.open()
    let citizen = try await office.citizen(TestPerson(office.random))
    var request = report(.corruption)
    request.anonymous = true
    let known = try office.contents()
    let opened = try await office.feedbackDesk.submitFeedback(request, by: office.marked(citizen))
    _ = try await office.feedbackDesk.replyToFeedback(
      .with { ($0.trackingNumber, $0.text) = (opened.trackingNumber, "One more thing.") },
      by: office.marked(citizen))
    for (key, value) in try office.contents() where known[key] == nil {
      #expect(!holds(key + value, citizen.accountID))
      let isKeptAnswer = key.first == Tables.idempotency.key([]).bytes.first
      #expect(isKeptAnswer || !holds(key + value, opened.trackingNumber))
    }
    let log = try office.auditLog().suffix(2)
    #expect(log.map(\.entry.action) == [.submitFeedback, .replyToFeedback])
    #expect(log.allSatisfy { $0.entry.actorAccountID.isEmpty })
    #expect(log.allSatisfy { $0.entry.subject == opened.feedback.feedbackID })
  }

  private func holds(_ bytes: [UInt8], _ text: String) -> Bool {
    let wanted = Array(text.utf8)
    guard bytes.count >= wanted.count else { return false }
    return (0...(bytes.count - wanted.count)).contains { place in
      bytes[place..<(place + wanted.count)].elementsEqual(wanted)
    }
  }

  /// Promise: a look by the office is on record with its purpose, the reporter's own is none, and
  /// an officer does not answer an own complaint for the office.
  @Test func looksAreRecorded() async throws {
    let office = try await TestOffice.open()
    let person = TestPerson(office.random)
    let citizen = try await office.citizen(person)
    let officer = try await office.staff()
    let same = try await office.staff(2, person: person)
    let inspector = try await office.staff(3, roles: [.inspector])
    let elsewhere = try await office.staff(4, office: "18.03")
    let desk = office.feedbackDesk
    let id = try await desk.submitFeedback(report(), by: office.marked(citizen))
      .feedback.feedbackID
    let get = GetFeedbackRequest.with { $0.feedbackID = id }
    _ = try await desk.getFeedback(get, by: citizen)
    await #expect(throws: Refusal.ownFeedback) { try await desk.getFeedback(get, by: same) }
    await #expect(throws: Refusal.notFound(id)) { try await desk.getFeedback(get, by: elsewhere) }
    #expect(try office.auditLog().last?.entry.action == .submitFeedback)
    _ = try await desk.getFeedback(get, by: officer)
    _ = try await desk.getFeedback(get, by: inspector)
    let log = try office.auditLog().suffix(2)
    #expect(log.map(\.entry.action) == [.lookAtFeedback, .lookAtFeedback])
    #expect(log.map(\.entry.role) == [.officer, .inspector])
    #expect(log.allSatisfy { $0.entry.purpose == .complaint && $0.entry.subject == id })
    let reply = ReplyToFeedbackRequest.with { ($0.feedbackID, $0.text) = (id, "Sorry.") }
    for refused in [same, inspector] {
      await #expect(throws: Refusal.self) {
        try await desk.replyToFeedback(reply, by: office.marked(refused))
      }
    }
  }

  /// Promise: what is refused writes nothing.
  @Test func refusedWritesNothing() async throws {
    let office = try await TestOffice.open()
    let person = TestPerson(office.random)
    let citizen = try await office.citizen(person)
    let other = try await office.citizen(TestPerson(office.random))
    let officer = try await office.staff()
    let desk = office.feedbackDesk
    let waiting = try await office.desks.applicant.submitApplication(
      .with { $0.form = person.form() }, by: office.marked(citizen)
    ).application.applicationID
    let opened = try await desk.submitFeedback(report(), by: office.marked(citizen)).feedback
    _ = try await desk.replyToFeedback(
      .with { ($0.feedbackID, $0.text, $0.closes) = (opened.feedbackID, "Done.", true) },
      by: office.marked(officer))
    let before = try office.contents()
    await #expect(throws: Refusal.self) {
      try await desk.submitFeedback(report(office: "99.99"), by: office.marked(citizen))
    }
    await #expect(throws: Refusal.feedbackClosed("")) {
      try await desk.replyToFeedback(
        .with { ($0.feedbackID, $0.text) = (opened.feedbackID, "And?") },
        by: office.marked(citizen))
    }
    await #expect(throws: Refusal.surveyBeforeDecision("")) {
      try await desk.submitSurvey(survey(waiting, [1: 4]), by: office.marked(citizen))
    }
    await #expect(throws: Refusal.notFound("")) {
      try await desk.submitSurvey(survey(waiting, [1: 4]), by: office.marked(other))
    }
    #expect(throws: Refusal.noAnswers("")) {
      try desk.getSatisfactionIndex(.init(), by: officer)
    }
    #expect(try office.contents() == before)
  }

  /// Promise: the sums that are kept equal those computed from the surveys, over offices, days and
  /// missing elements, also after a restart; a survey that was refused counts for nothing.
  @Test(arguments: [1, 2] as [UInt64]) func sumsEqualSurveys(seed: UInt64) async throws {
    let office = try await TestOffice.open(seed: seed)
    let officer = try await office.staff()
    let person = TestPerson(office.random)
    let citizen = try await office.citizen(person)
    var wanted = SatisfactionSums()
    var firstDay = SatisfactionSums()
    for number in 0..<30 {
      let id = try await decided(office, person, citizen, officer)
      var scores: [Int32: Int32] = [:]
      for element in Int32(1)...9 where office.random.next(in: 0..<4) > 0 || element == 5 {
        scores[element] = Int32(office.random.next(in: 1..<5))
      }
      let request = survey(id, scores)
      _ = try await office.feedbackDesk.submitSurvey(request, by: office.marked(citizen))
      await #expect(throws: Refusal.surveyExists) {
        try await office.feedbackDesk.submitSurvey(request, by: office.marked(citizen))
      }
      wanted.add(Array(request.answers))
      if number < 3 { firstDay.add(Array(request.answers)) }
      if number % 3 == 2 { office.clock.advance(by: .seconds(86_400)) }
    }
    let day = TestOffice.start.officeDay
    let registry = try await office.reopened()
    try registry.read { books in
      for code in ["", TestOffice.officeCode] {
        #expect(try registry.satisfaction(of: code, from: nil, until: nil, in: books) == wanted)
        #expect(try registry.satisfaction(of: code, from: nil, until: day, in: books) == firstDay)
        #expect(try registry.satisfaction(of: code, from: day, until: day, in: books) == firstDay)
      }
      let none = try registry.satisfaction(of: "18.03", from: nil, until: nil, in: books)
      #expect(none == SatisfactionSums())
    }
  }
}
