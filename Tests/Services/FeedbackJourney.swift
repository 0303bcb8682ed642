internal import LintasMessages
internal import LintasOffice
internal import LintasProtobuf
internal import LintasTestOffice
internal import Testing

/// What the public says back, as callers see it: a survey after a decided case with the index made
/// of it, a complaint with account, and an anonymous report, with what must be refused on the way.
/// It is played after `Journey`, in the same office, at the same depth.
struct FeedbackJourney {
  /// The journey before, whose people and ways are used.
  let journey: Journey
  /// The office, at some depth.
  let office: any FeedbackConnection
  /// Sign-in name and secret of the head of `TestOffice.officeCode`.
  let head: (name: String, secret: String)

  /// Who plays, each with a session.
  struct Players {
    let citizen: Credentials
    let other: Credentials
    let official: Credentials
    let head: Credentials
  }

  /// Plays all of it.
  func play() async throws {
    let person = TestPerson(journey.random)
    let players = Players(
      citizen: try await journey.join(person),
      other: try await journey.join(TestPerson(journey.random)),
      official: try await journey.signIn(journey.officer.name, journey.officer.secret),
      head: try await journey.signIn(head.name, head.secret))
    let id = try await decidedCase(person, players)
    try await survey(id, players)
    try await index(players)
    try await refusedReports(id, players)
    let complaint = try await complaint(id, players)
    let report = try await anonymous(players)
    try await signedInAnonymous(players)
    try await lists(complaint, report, players)
  }

  /// The same session under a fresh idempotency key.
  private func fresh(_ credentials: Credentials) -> Credentials {
    credentials.with(key: journey.random.key())
  }

  /// Answers about these elements, all with one score.
  private func answers(
    _ id: String, _ elements: [Int32] = Array(1...9), score: (Int32) -> Int32 = { $0 == 1 ? 3 : 4 }
  ) -> SubmitSurveyRequest {
    .with { request in
      request.applicationID = id
      for number in elements {
        request.answers.append {
          $0.element = SatisfactionElement(rawValue: number)
          $0.score = score(number)
        }
      }
    }
  }

  /// An application from submission to approval; the survey is too early before.
  private func decidedCase(_ person: TestPerson, _ players: Players) async throws -> String {
    let id = try await journey.office.submitApplication(
      .with { $0.form = person.form() }, fresh(players.citizen)
    ).application.applicationID
    await journey.refusal(.precondition) {
      try await office.submitSurvey(answers(id), fresh(players.citizen))
    }
    let claimed = try await journey.office.claimNextCase(.init(), fresh(players.official))
    #expect(claimed.file.application.applicationID == id)
    let check = RecordDocumentCheckRequest.with { request in
      request.applicationID = id
      for document in claimed.file.application.form.documents {
        request.findings.append {
          $0.document = document
          $0.verdict = .accepted
        }
      }
    }
    _ = try await journey.office.recordDocumentCheck(check, fresh(players.official))
    _ = try await journey.office.decideCase(
      .with {
        $0.applicationID = id
        $0.outcome = .approve
        $0.reason = .requirementsMet
      }, fresh(players.official))
    return id
  }

  /// One survey a case, by its owner, each element once.
  private func survey(_ id: String, _ players: Players) async throws {
    await journey.refusal(.precondition) {
      try await office.getSatisfactionIndex(.init(), players.head)
    }
    await journey.refusal(.notFound) {
      try await office.submitSurvey(answers(id), fresh(players.other))
    }
    await journey.refusal(.permissionDenied) {
      try await office.submitSurvey(answers(id), fresh(players.official))
    }
    await journey.refusal(.invalid, fields: ["answers[1].element"]) {
      try await office.submitSurvey(answers(id, [1, 1]), fresh(players.citizen))
    }
    await journey.refusal(.invalid, fields: ["answers[0].score", "answers[1].element"]) {
      try await office.submitSurvey(
        answers(id, [2, 10], score: { $0 == 2 ? 5 : 1 }), fresh(players.citizen))
    }
    await journey.refusal(.invalid, fields: ["answers"]) {
      try await office.submitSurvey(answers(id, []), fresh(players.citizen))
    }
    let once = fresh(players.citizen)
    // In another order than the form's: elements go by their key.
    let answered = answers(id, [9, 8, 7, 6, 5, 4, 3, 2, 1])
    _ = try await office.submitSurvey(answered, once)
    _ = try await office.submitSurvey(answered, once)
    await journey.refusal(.alreadyExists) {
      try await office.submitSurvey(answered, fresh(players.citizen))
    }
  }

  /// The index over that one survey, and what is no index.
  private func index(_ players: Players) async throws {
    var request = GetSatisfactionIndexRequest.with { $0.officeCode = TestOffice.officeCode }
    let index = try await office.getSatisfactionIndex(request, players.head)
    #expect(index.indexHundredths == 9722)
    #expect(index.index == "97.22")
    #expect(index.grade == .a)
    #expect(index.gradeText.english == "Very good")
    #expect(index.respondentCount == 1)
    #expect(index.elements.map(\.scoreTotal) == [3, 4, 4, 4, 4, 4, 4, 4, 4])
    #expect(index.unanswered.isEmpty)
    request.fromDate = "2026-11-25"
    await journey.refusal(.precondition) {
      try await office.getSatisfactionIndex(request, players.head)
    }
    request.untilDate = "2026-11-24"
    request.officeCode = "99.99"
    await journey.refusal(.invalid, fields: ["office_code", "until_date"]) {
      try await office.getSatisfactionIndex(request, players.head)
    }
    await journey.refusal(.precondition) {
      try await office.getSatisfactionIndex(.with { $0.officeCode = "18.03" }, players.official)
    }
    await journey.refusal(.permissionDenied) {
      try await office.getSatisfactionIndex(.init(), players.citizen)
    }
  }

  /// A complaint, or another report, of this class.
  private func report(
    _ feedbackClass: FeedbackClass, about id: String = ""
  ) -> SubmitFeedbackRequest {
    .with {
      $0.officeCode = TestOffice.officeCode
      $0.feedbackClass = feedbackClass
      $0.text = "The counter closed at noon while people were waiting."
      $0.applicationID = id
    }
  }

  /// Reports that break rules: every fault at once.
  private func refusedReports(_ id: String, _ players: Players) async throws {
    var wrong = report(.unspecified, about: id)
    wrong.officeCode = "99.99"
    wrong.text = "Slow."
    wrong.anonymous = true
    await journey.refusal(
      .invalid, fields: ["office_code", "feedback_class", "text", "application_id"]
    ) {
      try await office.submitFeedback(wrong, fresh(players.citizen))
    }
    await journey.refusal(.invalid, fields: ["application_id"]) {
      try await office.submitFeedback(report(.delay, about: id), fresh(Credentials()))
    }
    await journey.refusal(.notFound) {
      try await office.submitFeedback(report(.delay, about: id), fresh(players.other))
    }
    var elsewhere = report(.delay, about: id)
    elsewhere.officeCode = "18.03"
    await journey.refusal(.invalid, fields: ["office_code"]) {
      try await office.submitFeedback(elsewhere, fresh(players.citizen))
    }
    await journey.refusal(.unauthenticated) {
      try await office.submitFeedback(report(.delay), fresh(Credentials(token: "forged")))
    }
    await journey.refusal(.invalid, fields: ["idempotency-key"]) {
      try await office.submitFeedback(report(.delay), players.citizen)
    }
  }

  /// A complaint with account: the officer answers, the citizen insists, the head closes.
  private func complaint(_ id: String, _ players: Players) async throws -> String {
    let once = fresh(players.citizen)
    let opened = try await office.submitFeedback(report(.service, about: id), once)
    #expect(try await office.submitFeedback(report(.service, about: id), once) == opened)
    #expect(opened.trackingNumber.isEmpty)
    #expect(opened.feedback.firstReply.dueDate == "2026-12-01")
    #expect(opened.feedback.resolution.dueDate == "2026-12-14")
    #expect(opened.feedback.resolution.leftDays == 14)
    let thread = opened.feedback.feedbackID
    let get = GetFeedbackRequest.with { $0.feedbackID = thread }
    for nobody in [Credentials(), players.other] {
      await journey.refusal(.notFound) { try await office.getFeedback(get, nobody) }
    }
    #expect(try await office.getFeedback(get, players.citizen).feedback == opened.feedback)
    #expect(try await office.getFeedback(get, players.official).feedback == opened.feedback)
    func reply(_ text: String, closes: Bool = false) -> ReplyToFeedbackRequest {
      .with {
        $0.feedbackID = thread
        $0.text = text
        $0.closes = closes
      }
    }
    let answered = try await office.replyToFeedback(reply("Sorry."), fresh(players.official))
    #expect(answered.feedback.state == .answered)
    #expect(answered.feedback.firstReply.stoppedDate == "2026-11-24")
    #expect(answered.feedback.resolution.stoppedDate.isEmpty)
    await journey.refusal(.notFound) {
      try await office.replyToFeedback(reply("Mine!"), fresh(Credentials()))
    }
    let insisted = try await office.replyToFeedback(reply("And now?"), fresh(players.citizen))
    #expect(insisted.feedback.state == .open)
    let last = fresh(players.head)
    let closing = reply("Open until three from now on.", closes: true)
    let closed = try await office.replyToFeedback(closing, last)
    #expect(closed.feedback.state == .closed)
    #expect(closed.feedback.messages.map(\.role) == [.citizen, .officer, .citizen, .head])
    #expect(closed.feedback.messages.map(\.number) == [1, 2, 3, 4])
    #expect(closed.feedback.resolution.stoppedDate == "2026-11-24")
    #expect(try await office.replyToFeedback(closing, last) == closed)
    for late in [players.citizen, players.official] {
      await journey.refusal(.precondition) {
        try await office.replyToFeedback(reply("Wait."), fresh(late))
      }
    }
    return thread
  }

  /// An anonymous report of corruption: its number opens it, officers do not see it, the head does.
  private func anonymous(_ players: Players) async throws -> String {
    let opened = try await office.submitFeedback(report(.corruption), fresh(Credentials()))
    #expect(opened.feedback.anonymous)
    #expect(opened.feedback.resolution.allowedDays == 60)
    #expect(opened.trackingNumber.count == 19)
    let (thread, number) = (opened.feedback.feedbackID, opened.trackingNumber)
    #expect(thread != number)
    let byNumber = GetFeedbackRequest.with { $0.trackingNumber = number.lowercased() }
    let byIdentifier = GetFeedbackRequest.with { $0.feedbackID = thread }
    #expect(try await office.getFeedback(byNumber, Credentials()).feedback == opened.feedback)
    for caller in [Credentials(), players.citizen, players.official] {
      await journey.refusal(.notFound) { try await office.getFeedback(byIdentifier, caller) }
    }
    #expect(try await office.getFeedback(byIdentifier, players.head).feedback == opened.feedback)
    _ = try await office.replyToFeedback(
      .with { ($0.feedbackID, $0.text) = (thread, "When was it?") }, fresh(players.head))
    let closed = try await office.replyToFeedback(
      .with { ($0.trackingNumber, $0.text, $0.closes) = (number, "Never mind.", true) },
      fresh(players.citizen)
    ).feedback
    #expect(closed.messages.map(\.role) == [.anybody, .head, .anybody])
    #expect(closed.state == .closed)
    await journey.refusal(.invalid, fields: ["feedback_id"]) {
      try await office.getFeedback(
        .with { ($0.feedbackID, $0.trackingNumber) = (thread, number) }, players.head)
    }
    await journey.refusal(.invalid, fields: ["feedback_id"]) {
      try await office.getFeedback(.init(), Credentials())
    }
    await journey.refusal(.notFound) {
      try await office.getFeedback(.with { $0.trackingNumber = thread }, Credentials())
    }
    let mistyped = number.dropLast() + (number.last == "0" ? "1" : "0")
    await journey.refusal(.invalid, fields: ["tracking_number"]) {
      try await office.getFeedback(.with { $0.trackingNumber = String(mistyped) }, Credentials())
    }
    return thread
  }

  /// Somebody with a session who asks for it stays unknown, also to the own session.
  private func signedInAnonymous(_ players: Players) async throws {
    var request = report(.information)
    request.anonymous = true
    let opened = try await office.submitFeedback(request, fresh(players.citizen))
    #expect(opened.feedback.anonymous)
    await journey.refusal(.notFound) {
      try await office.getFeedback(
        .with { $0.feedbackID = opened.feedback.feedbackID }, players.citizen)
    }
    let seen = try await office.getFeedback(
      .with { $0.trackingNumber = opened.trackingNumber }, players.other)
    #expect(seen.feedback == opened.feedback)
  }

  /// Who sees which threads in a list.
  private func lists(_ complaint: String, _ report: String, _ players: Players) async throws {
    func list(_ caller: Credentials) async throws -> [String] {
      try await office.listFeedback(.init(), caller).feedback.map(\.feedbackID)
    }
    #expect(try await list(players.citizen) == [complaint])
    #expect(try await list(players.other).isEmpty)
    let seen = try await list(players.official)
    #expect(seen.contains(complaint))
    #expect(!seen.contains(report))
    let all = try await list(players.head)
    #expect(all.count == 3)
    #expect(all.contains(report))
    var paged: [String] = []
    var request = ListFeedbackRequest.with { $0.pageSize = 1 }
    repeat {
      let page = try await office.listFeedback(request, players.head)
      #expect(page.feedback.allSatisfy { $0.messages.isEmpty && $0.messageCount > 0 })
      paged += page.feedback.map(\.feedbackID)
      request.pageToken = page.nextPageToken
    } while !request.pageToken.isEmpty
    #expect(paged == all)
    request.pageToken = try await office.listFeedback(request, players.head).nextPageToken
    await journey.refusal(.invalid, fields: ["page_token"]) {
      try await office.listFeedback(request, players.official)
    }
    await journey.refusal(.unauthenticated) {
      try await office.listFeedback(.init(), Credentials())
    }
  }
}
