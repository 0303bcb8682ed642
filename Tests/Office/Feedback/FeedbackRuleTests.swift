internal import LintasMessages
internal import LintasOffice
internal import LintasProtobuf
internal import LintasRecords
internal import LintasStandard
internal import LintasTestOffice
internal import Testing

/// Promise: the clocks of a thread run in working days, and a thread lives as its contract says.
@Suite struct FeedbackRuleTests {
  private func moment(_ day: String) throws -> Moment {
    // Noon in the office is 05:00 UTC.
    Moment(seconds: Int64(try #require(CivilDate(day)).dayNumber) * 86_400 + 5 * 3600)
  }

  private func record(
    _ feedbackClass: FeedbackClass, on day: String, reporter: String = "A"
  ) throws -> FeedbackRecord {
    let now = try moment(day)
    let id = Identifier(at: now, random: Array(repeating: 7, count: 9))
    let request = SubmitFeedbackRequest.with {
      $0.officeCode = "18.08"
      $0.feedbackClass = feedbackClass
      $0.text = "The sign at the door is wrong."
    }
    return FeedbackRecord.submitted(
      request, id: id, application: "", reporter: reporter, at: now)
  }

  /// Promise: each class has its working days, counted from the day after the report, over weekends
  /// and holidays.
  @Test(arguments: [
    (FeedbackClass.light, "2026-11-24", "2026-11-26", "2026-11-26"),
    (.information, "2026-03-17", "2026-03-31", "2026-03-31"),
    (.service, "2026-12-21", "2026-12-30", "2027-01-13"),
    (.delay, "2026-11-28", "2026-12-04", "2026-12-17"),
    (.corruption, "2026-01-02", "2026-01-09", "2026-04-09"),
  ])
  func dueDays(feedbackClass: FeedbackClass, day: String, first: String, end: String) throws {
    let view = try record(feedbackClass, on: day).view(
      by: ReferenceFixture.book(), on: try #require(CivilDate(day)))
    #expect(view.firstReply.dueDate == first)
    #expect(view.resolution.dueDate == end)
    #expect(view.firstReply.usedDays == 0)
    #expect(view.firstReply.leftDays == view.firstReply.allowedDays)
    #expect(!view.resolution.legalBasis.isEmpty)
  }

  /// Promise: a clock counts working days until it stops, stands on days off, and goes below zero.
  @Test func clockRunsAndStops() throws {
    let book = try ReferenceFixture.book()
    var record = try record(.light, on: "2026-11-27")
    func view(_ day: String) throws -> Feedback {
      try record.view(by: book, on: try #require(CivilDate(day)))
    }
    for (day, used) in [("2026-11-27", 0), ("2026-11-29", 0), ("2026-11-30", 1), ("2026-12-03", 4)]
    {
      #expect(try view(day).firstReply.usedDays == Int32(used))
      #expect(try view(day).firstReply.leftDays == Int32(2 - used))
    }
    try record.reply(
      "Mended.", from: .officer, by: "B", closes: false, at: try moment("2026-12-01"))
    #expect(try view("2026-12-20").firstReply.usedDays == 2)
    #expect(try view("2026-12-20").firstReply.stoppedDate == "2026-12-01")
    #expect(try view("2026-12-03").resolution.leftDays == -2)
    try record.reply(
      "Thanks.", from: .reporter, by: "A", closes: true, at: try moment("2026-12-02"))
    #expect(try view("2026-12-20").resolution.usedDays == 3)
    #expect(try view("2026-12-20").resolution.stoppedDate == "2026-12-02")
  }

  /// Promise: a deadline that changes by a new row holds for reports from its day on, and not for
  /// older ones; a class without a row on its day says so.
  @Test func laterDeadline() throws {
    let added = """
      [deadline]
      key | working_days | legal_basis | valid_from | valid_until
      feedback.light.resolution | 1 | PermenPANRB 1/2027 | 2026-12-01 |
      """
    let book = try ReferenceBook(
      ReferenceFile.parse(ReferenceFixture.text) + ReferenceFile.parse(added))
    let today = try #require(CivilDate("2026-12-10"))
    #expect(
      try record(.light, on: "2026-11-30").view(by: book, on: today).resolution.allowedDays == 2)
    #expect(
      try record(.light, on: "2026-12-01").view(by: book, on: today).resolution.allowedDays == 1)
    #expect(throws: Refusal.ruleMissing("deadline")) {
      try record(.light, on: "2018-01-02").view(by: book, on: today)
    }
  }

  /// Promise: the side that spoke last decides the state; nothing is added after the end; the
  /// inspectorate only reads.
  @Test func life() throws {
    var record = try record(.service, on: "2026-11-24", reporter: "")
    let now = try moment("2026-11-25")
    #expect(record.feedback.anonymous)
    #expect(record.feedback.state == .open)
    try record.reply("Why?", from: .head, by: "H", closes: false, at: now)
    #expect(record.feedback.state == .answered)
    try record.reply("So.", from: .reporter, by: "", closes: false, at: now)
    #expect(record.feedback.state == .open)
    #expect(throws: Refusal.permissionDenied) {
      try record.reply("I see.", from: .inspectorate, by: "I", closes: false, at: now)
    }
    try record.reply("Done.", from: .officer, by: "O", closes: true, at: now)
    #expect(record.feedback.state == .closed)
    #expect(record.feedback.messages.map(\.role) == [.anybody, .head, .anybody, .officer])
    #expect(record.acts.map(\.accountID) == ["", "H", "", "O"])
    let before = record
    #expect(throws: Refusal.feedbackClosed("")) {
      try record.reply("More.", from: .reporter, by: "", closes: false, at: now)
    }
    #expect(record == before)
  }

  /// Promise: faults in the grades of reference data are told with their lines.
  @Test func faultyGrades() throws {
    let added = """
      [grade]
      key | from_hundredths | indonesian | english | legal_basis | valid_from | valid_until
      satisfaction.E | 10 | x | y | law | 2027-01-01 |
      satisfaction.A | 10001 | x | y | law | 2027-01-01 |
      """
    let lines = try ReferenceFile.parse(ReferenceFixture.text) + ReferenceFile.parse(added)
    #expect {
      try ReferenceBook(lines)
    } throws: {
      ($0 as? ReferenceFaults)?.faults.map(\.line) == [3, 4]
    }
  }
}
