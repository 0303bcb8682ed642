internal import LintasMessages
internal import LintasProtobuf
internal import LintasRecords
internal import LintasTestOffice
internal import Testing

@testable internal import LintasOffice

/// Promise: what a step counts as is what the contract says.
struct CaseNumbersTests {
  private static func cell(_ step: TurnaroundStep) -> TurnaroundCell {
    TurnaroundCell(office: TestOffice.officeCode, service: .passport, step: step)
  }

  /// Promise: the three steps add up to the total; a repeated check belongs to the decision; the
  /// promised day itself is in time, the day after is late.
  @Test(arguments: [(days: 6, inTime: 1), (days: 7, inTime: 0)] as [(days: Int64, inTime: Int64)])
  func steps(days: Int64, inTime: Int64) throws {
    var factory = try CaseFactory(SeededRandom(seed: 1))
    // Submitted on a Tuesday, promised for the Monday after.
    var record = try factory.submitted()
    factory.wait(.seconds(90 * 60))
    try record.claim(by: "officer", at: factory.now)
    factory.wait(.seconds(60))
    try factory.check(&record)
    factory.wait(.seconds(30))
    try factory.check(&record)
    factory.wait(.seconds(days * 86_400 - 91 * 60 - 30))
    try factory.decide(&record)
    var numbers = CaseNumbers()
    numbers.count(record)
    let sums = numbers.turnaround
    #expect(sums.count == 4)
    #expect(sums[Self.cell(.submittedToClaimed)]?.totalMilliseconds == 5_400_000)
    #expect(sums[Self.cell(.claimedToChecked)]?.totalMilliseconds == 60_000)
    #expect(sums[Self.cell(.total)]?.totalMilliseconds == days * 86_400_000)
    let parts = sums.filter { $0.key.step != .total }.values
    #expect(parts.map(\.totalMilliseconds).reduce(0, +) == days * 86_400_000)
    #expect(sums[Self.cell(.total)]?.inTime == inTime)
    #expect(numbers.backlog.isEmpty)
  }

  /// Promise: a case is open in one state at a time.
  @Test func backlog() throws {
    let factory = try CaseFactory(SeededRandom(seed: 1))
    var record = try factory.submitted()
    var numbers = CaseNumbers()
    numbers.count(stepAt: 0, of: record)
    #expect(numbers.backlog.map(\.key.state) == [.submitted])
    try record.claim(by: "officer", at: factory.now)
    numbers.count(stepAt: 1, of: record)
    #expect(numbers.backlog.map(\.key.state) == [.claimed])
    #expect(Array(numbers.backlog.values) == [1])
    numbers.count(stepAt: 7, of: record)
    #expect(Array(numbers.backlog.values) == [1], "a step that is not there counts nothing")
  }

  /// Promise: ages in working days are what the promise of a day counts: the n-th working day after
  /// a day has age n.
  @Test func ages() throws {
    let start = try #require(CivilDate("2026-12-01"))
    let closed = Set(["2026-12-24", "2026-12-25"].compactMap { CivilDate($0) })
    let calendar = WorkingCalendar(closed: closed)
    let days = Set((0..<40).map { start.adding(days: $0) })
    for length in 0..<45 {
      let today = start.adding(days: length)
      let ages = calendar.workingDays(since: days, until: today)
      for day in days {
        let between = (1...60).map { day.adding(days: $0) }.filter { $0 <= today }
        #expect(ages[day] == between.count { calendar.isWorkingDay($0) })
      }
    }
    for age in 1..<20 {
      let due = calendar.adding(workingDays: age, to: start)
      #expect(calendar.workingDays(since: [start], until: due)[start] == age)
    }
    #expect(calendar.workingDays(since: [], until: start).isEmpty)
  }
}
