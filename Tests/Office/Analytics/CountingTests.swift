internal import LintasApplicantService
internal import LintasMessages
internal import LintasProtobuf
internal import LintasRecords
internal import LintasStore
internal import LintasTestOffice
internal import Testing

@testable internal import LintasOffice

/// Promise: every change is counted exactly once, whatever ends, crashes or runs twice.
@Suite(.timeLimit(.minutes(3))) struct CountingTests {
  /// Promise: after 10,000 random steps with restarts of store and counting, crashes between
  /// reading and writing, and two that count at the same time, the numbers are those of a rebuild.
  @Test func equalsItsRebuild() async throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("counting: seed \(seed)")
    let random = SeededRandom(seed: seed)
    var factory = try CaseFactory(random)
    let office = try await CountedOffice()
    var counting: Task<Void, any Error>?
    var steps = 0
    while steps < 10_000 {
      let batch = try (0..<random.next(in: 1..<120)).map { _ in try factory.step() }
      try await office.store(batch)
      steps += batch.count
      switch random.next(in: 0..<8) {
      case 0, 1:
        try await office.registry.countChanges(limit: random.next(in: 1..<300))
      case 2:
        // Read and never written: the crash between the two.
        _ = try office.registry.countedChanges(limit: random.next(in: 1..<300))
      case 3:
        try await twice(office, random)
      case 4:
        let registry = office.registry
        counting = counting ?? Task { try await CaseCounting(registry, pause: .zero).run() }
      case 5:
        counting?.cancel()
        _ = await counting?.result
        counting = nil
        try await office.restart()
      default:
        break
      }
    }
    counting?.cancel()
    _ = await counting?.result
    while try await office.registry.countChanges() > 0 {}
    let (stored, computed) = try office.numbers()
    #expect(stored == computed, "seed \(seed)")
    #expect(stored.turnaround.count == 8 && !stored.backlog.isEmpty)
    let rebuild = try await office.registry.rebuildNumbers()
    #expect(rebuild.outcome == .same, "seed \(seed)")
    #expect(try office.numbers().stored == computed, "seed \(seed)")
  }

  /// The same changes are read twice; whoever writes second writes nothing.
  private func twice(_ office: CountedOffice, _ random: SeededRandom) async throws {
    let first = try office.registry.countedChanges(limit: random.next(in: 1..<300))
    let second = try office.registry.countedChanges(limit: random.next(in: 1..<300))
    let isWritten = try await office.registry.write(first)
    // A counting that runs beside may have been first.
    if isWritten, !first.isEmpty { #expect(try await !office.registry.write(second)) }
    if !first.isEmpty { #expect(try await !office.registry.write(first)) }
  }

  /// Promise: who comes too late for the feed gets the numbers from the cases.
  @Test func feedTrimmed() async throws {
    let office = try await CountedOffice(feedRetention: 20)
    var factory = try CaseFactory(SeededRandom(seed: 3))
    try await office.store((0..<10).map { _ in try factory.step() })
    while try await office.registry.countChanges(limit: 4) > 0 {}
    for round in 0..<2 {
      for _ in 0..<5 { try await office.store((0..<20).map { _ in try factory.step() }) }
      if round == 0 {
        try await office.registry.countChanges()
      } else {
        #expect(try await office.registry.rebuildNumbers().outcome == .wasBehind)
      }
      let (stored, computed) = try office.numbers()
      #expect(stored == computed)
      #expect(try await office.registry.countChanges() == 0)
      #expect(try await office.registry.rebuildNumbers().outcome == .same)
    }
  }

  /// Promise: numbers that are wrong are found and replaced; a new office has none.
  @Test func rebuildRepairs() async throws {
    let office = try await CountedOffice()
    #expect(
      try await office.registry.rebuildNumbers() == NumbersRebuild(cases: 0, outcome: .same))
    var factory = try CaseFactory(SeededRandom(seed: 5))
    let steps = try (0..<50).map { _ in try factory.step() }
    try await office.store(steps)
    while try await office.registry.countChanges() > 0 {}
    let cell = try #require(try office.numbers().stored.backlog.first)
    try await office.registry.writeAside {
      try $0.putAside(OpenCasesRecord.with { $0.cases = cell.value + 1 }, at: cell.key.row)
    }
    let cases = steps.count { $0.old == nil }
    #expect(
      try await office.registry.rebuildNumbers()
        == NumbersRebuild(cases: cases, outcome: .differed))
    let (stored, computed) = try office.numbers()
    #expect(stored == computed)
    #expect(
      try await office.registry.rebuildNumbers() == NumbersRebuild(cases: cases, outcome: .same))
  }

  /// Promise: what is announced about other things moves the position on and counts nothing.
  @Test func otherTopics() async throws {
    let office = try await TestOffice.open()
    try await office.registry.writeAside {
      try $0.announce(Topic("weather"), OpenCasesRecord())
    }
    #expect(try await office.registry.countChanges() == 1)
    let answer = try office.registry.turnaround(office: "", service: .unspecified)
    #expect(answer.position == 1 && answer.pending == 0)
    #expect(answer.turnarounds.map(\.officeCode) == ["18.03", "18.08"])
    #expect(answer.turnarounds.allSatisfy { $0.decided == 0 && !$0.hasInTimeBasisPoints })
  }

  /// Promise: age and delay of what is open follow the day of the question.
  @Test func backlogAges() async throws {
    let office = try await TestOffice.open()
    let citizen = try await office.citizen(TestPerson(office.random))
    _ = try await office.desks.applicant.submitApplication(
      .with { $0.form = TestPerson(office.random).form() }, by: office.marked(citizen))
    try await office.registry.countChanges()
    // Submitted on a Tuesday: four working days later is Monday, which is still in time.
    for (days, age, overdue) in [(0, 0, 0), (3, 3, 0), (5, 3, 0), (6, 4, 0), (7, 5, 1)] {
      office.clock.advance(
        by: .seconds(Int64(days) * 86_400 - (office.clock.now.seconds - TestOffice.start.seconds)))
      let answer = try office.registry.backlog(
        office: TestOffice.officeCode, service: .passport)
      let backlog = try #require(answer.backlogs.first)
      #expect(backlog.cases == 1 && backlog.overdue == Int64(overdue), "after \(days) days")
      let state = try #require(backlog.states.first)
      #expect(state.state == .submitted && state.overdue == Int64(overdue))
      #expect(state.ages.map(\.workingDays) == [Int32(age)], "after \(days) days")
    }
  }
}
