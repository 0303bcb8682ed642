internal import LintasApplicantService
internal import LintasMessages
internal import LintasOffice
internal import LintasOfficerService
internal import LintasProtobuf
internal import LintasStore
internal import LintasTestOffice
internal import Testing

/// Promise: who watches is told every step once and in order, however the watch is broken and
/// resumed, and nothing of others.
@Suite(.timeLimit(.minutes(1))) struct WatchTests {
  private func submit(_ office: TestOffice, _ person: TestPerson, _ citizen: Caller) async throws {
    _ = try await office.desks.applicant.submitApplication(
      .with { $0.form = person.form() }, by: office.marked(citizen))
  }

  private func watch(
    _ office: TestOffice, _ caller: Caller, after: UInt64 = 0, only: String = ""
  ) throws -> ApplicationEvents {
    try office.desks.applicant.events(
      .with {
        $0.resumeAfter = after
        $0.applicationID = only
      }, by: caller)
  }

  /// Promise: the present state comes first and says where to go on; later steps follow.
  @Test func presentStateThenSteps() async throws {
    let office = try await TestOffice.open()
    let person = TestPerson(office.random)
    let citizen = try await office.citizen(person)
    for _ in 0..<2 { try await submit(office, person, citizen) }
    var events = try watch(office, citizen)
    let present = try await events.next()
    #expect(present.map(\.initial) == [true, true])
    #expect(present[0].sequence == 0)
    let officer = try await office.staff()
    _ = try await office.desks.officer.claimNextCase(.init(), by: office.marked(officer))
    let steps = try await events.next()
    #expect(steps.map(\.entry.state) == [.claimed])
    #expect(steps.allSatisfy { !$0.initial && $0.sequence > present[1].sequence })
    var only = try watch(
      office, citizen, only: present[1].application.applicationID.lowercased())
    #expect(try await only.next().count == 1)
  }

  /// Promise: a watch that is broken after any step and resumed by its number misses nothing and
  /// repeats nothing, while other citizens' steps go by in between.
  @Test func resumesAnywhere() async throws {
    let office = try await TestOffice.open()
    let people = [TestPerson(office.random), TestPerson(office.random)]
    let mine = try await office.citizen(people[0])
    let theirs = try await office.citizen(people[1])
    try await submit(office, people[1], theirs)
    let start = try office.registry.read { try $0.feedPosition() }
    for _ in 0..<5 {
      try await submit(office, people[0], mine)
      try await submit(office, people[1], theirs)
    }
    var all = try watch(office, mine, after: start)
    let steps = try await all.next()
    #expect(steps.count == 5)
    for (index, step) in steps.dropLast().enumerated() {
      var resumed = try watch(office, mine, after: step.sequence)
      #expect(try await resumed.next() == Array(steps[(index + 1)...]))
    }
    #expect(steps.allSatisfy { $0.application.fullName == people[0].fullName })
  }

  /// Promise: a watch that is broken among its initial events begins anew and misses no
  /// application; one that is broken after the last of them goes on from there.
  @Test func resumesAmongInitialEvents() async throws {
    let office = try await TestOffice.open()
    let person = TestPerson(office.random)
    let citizen = try await office.citizen(person)
    for _ in 0..<3 { try await submit(office, person, citizen) }
    var broken = try watch(office, citizen)
    let present = try await broken.next()
    for told in 1..<present.count {
      let position = present.prefix(told).map(\.sequence).last { $0 > 0 } ?? 0
      var resumed = try watch(office, citizen, after: position)
      let again = try await resumed.next()
      #expect(again.map(\.application) == present.map(\.application))
    }
    let last = try #require(present.last)
    var resumed = try watch(office, citizen, after: last.sequence)
    try await submit(office, person, citizen)
    let steps = try await resumed.next()
    #expect(steps.map(\.initial) == [false])
  }

  /// Promise: a position of another store is refused, and so is somebody else's application.
  @Test func refusesWhatIsNotThere() async throws {
    let office = try await TestOffice.open()
    let person = TestPerson(office.random)
    let citizen = try await office.citizen(person)
    try await submit(office, person, citizen)
    let id = try office.desks.applicant.listApplications(.init(), by: citizen)
      .applications[0].applicationID
    let other = try await office.citizen(TestPerson(office.random))
    #expect(throws: Refusal.notFound("")) { try watch(office, other, only: id) }
    var lost = try watch(office, citizen, after: 1 << 40)
    await #expect(throws: Refusal.feedTrimmed) { try await lost.next() }
  }

  /// Promise: a waiting watch ends when the office closes, and so does its task when it is
  /// cancelled.
  @Test func endsWithOfficeAndTask() async throws {
    let office = try await TestOffice.open()
    let person = TestPerson(office.random)
    let citizen = try await office.citizen(person)
    try await submit(office, person, citizen)
    await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        var events = try watch(office, citizen, after: 1)
        _ = try await events.next()
      }
      group.cancelAll()
      await #expect(throws: CancellationError.self) { try await group.next() }
    }
    try await withThrowingTaskGroup(of: Void.self) { group in
      for _ in 0..<20 {
        group.addTask {
          var events = try watch(office, citizen)
          while true { _ = try await events.next() }
        }
      }
      await Task.yield()
      let position = try office.registry.read { try $0.feedPosition() }
      office.registry.endWatches()
      #expect(try office.registry.read { try $0.feedPosition() } == position)
      for _ in 0..<20 {
        await #expect(throws: Refusal.closing) { try await group.next() }
      }
    }
    var late = try watch(office, citizen)
    await #expect(throws: Refusal.closing) { try await late.next() }
  }

  /// Promise: a watch ends with its session: at the next step at the latest, and at that moment if
  /// nothing happens.
  @Test func endsWithSession() async throws {
    let office = try await TestOffice.open()
    let person = TestPerson(office.random)
    let citizen = try await office.citizen(person)
    func session(of seconds: Int64) -> Caller {
      Caller(
        accountID: citizen.accountID, roles: citizen.roles,
        sessionEnds: office.clock.now.adding(.seconds(seconds)))
    }
    var events = try watch(office, session(of: 3600))
    _ = try await events.next()
    try await submit(office, person, citizen)
    #expect(try await events.next().count == 1)
    office.clock.advance(by: .seconds(3600))
    try await submit(office, person, citizen)
    await #expect(throws: Refusal.unauthenticated) { try await events.next() }
    let short = session(of: 1)
    var quiet = try watch(office, short)
    _ = try await quiet.next()
    office.clock.advance(by: .seconds(1))
    await #expect(throws: Refusal.unauthenticated) { try await quiet.next() }
    try await withThrowingTaskGroup(of: Void.self) { group in
      let brief = session(of: 1)
      group.addTask {
        var waiting = try watch(office, brief)
        let alarm = waiting.alarm
        async let _ = alarm?.ring()
        while true { _ = try await waiting.next() }
      }
      try await Task.sleep(for: .milliseconds(100))
      office.clock.advance(by: .seconds(1))
      await #expect(throws: Refusal.unauthenticated) { try await group.next() }
    }
  }

  /// Promise: pages of the list join to the whole list, newest first, also while it grows; a token
  /// of somebody else opens nothing.
  @Test func pagesJoin() async throws {
    let office = try await TestOffice.open()
    let person = TestPerson(office.random)
    let citizen = try await office.citizen(person)
    for _ in 0..<7 {
      try await submit(office, person, citizen)
      office.clock.advance(by: .seconds(60))
    }
    let desk = office.desks.applicant
    let all = try desk.listApplications(.init(), by: citizen).applications.map(\.applicationID)
    #expect(all.count == 7)
    #expect(all == all.sorted(by: >))
    var token = ""
    var joined: [String] = []
    var sizes: [Int] = []
    repeat {
      let page = try desk.listApplications(
        .with {
          $0.pageSize = 3
          $0.pageToken = token
        }, by: citizen)
      joined += page.applications.map(\.applicationID)
      sizes.append(page.applications.count)
      token = page.nextPageToken
      try await submit(office, person, citizen)
      let other = try await office.citizen(TestPerson(office.random))
      let stolen = ListApplicationsRequest.with { $0.pageToken = token }
      if !token.isEmpty {
        #expect(throws: (any Error).self) { try desk.listApplications(stolen, by: other) }
      }
    } while !token.isEmpty
    #expect(joined == all)
    #expect(sizes == [3, 3, 1])
  }
}
