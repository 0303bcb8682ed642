@testable internal import LintasStore
internal import Synchronization
internal import Testing

/// The feed's promises: complete, in order, after restarts, and nobody sleeps through a change.
struct FeedTests {
  private static let topic = Topic("case")

  private static func announce(_ store: Store, _ count: Int, to topic: Topic = topic) async throws {
    for number in 0..<count {
      try await store.write { try $0.announce(topic, [UInt8(truncatingIfNeeded: number)]) }
    }
  }

  /// Promise: changes are read from any number still kept, by topic or all, in pages, and also by
  /// the next process.
  @Test func resumesAcrossReopening() async throws {
    let folder = try TemporaryFolder()
    let store = try TestTables.open(folder)
    try await Self.announce(store, 5)
    try await Self.announce(store, 3, to: Topic("other"))
    let page = try store.read { try $0.changes(about: Self.topic, after: 1, limit: 2) }
    #expect(page.entries.map(\.sequence) == [2, 3] && page.position == 3)
    #expect(page.entries.map(\.payload) == [[1], [2]])
    store.close()

    let again = try TestTables.open(folder)
    try await Self.announce(again, 1)
    let rest = try again.read { try $0.changes(about: Self.topic, after: page.position) }
    #expect(rest.entries.map(\.sequence) == [4, 5, 9] && rest.position == 9)
    let all = try again.read { try $0.changes(after: 4, limit: 4) }
    #expect(all.entries.map(\.sequence) == [5, 6, 7, 8] && all.position == 8)
    let other = Topic("other")
    #expect(all.entries.map(\.topic) == [Self.topic, other, other, other])
    // A quiet topic's reader still moves on.
    let quiet = try again.read { try $0.changes(about: Topic("quiet"), after: 0) }
    #expect(quiet == FeedPage(entries: [], position: 9))
    #expect(try again.read { try $0.feedPosition() } == 9)
    #expect(try again.read { try $0.changes(after: .max) }.entries.isEmpty)
  }

  /// Promise: the feed keeps as many changes as the configuration says, says so to who comes too
  /// late, and shrinks when the number was lowered.
  @Test func keepsWhatTheConfigurationSays() async throws {
    let folder = try TemporaryFolder()
    var configuration = TestTables.configuration(folder)
    configuration.feedRetention = 10
    var store = try Store.open(configuration)
    try await Self.announce(store, 25)
    var kept = try store.read { try $0.changes(after: 15, limit: 100) }.entries.map(\.sequence)
    #expect(kept == Array(16...25))
    #expect(throws: StoreError.feedTrimmed(oldest: 16)) {
      try store.read { try $0.changes(after: 14) }
    }
    #expect(throws: StoreError.feedTrimmed(oldest: 16)) {
      try store.read { try $0.changes(about: Self.topic, after: 0) }
    }
    store.close()
    configuration.feedRetention = 4
    store = try Store.open(configuration)
    try await Self.announce(store, 8)
    kept = try store.read { try $0.changes(after: 29, limit: 100) }.entries.map(\.sequence)
    #expect(kept == Array(30...33))
    let indexed = try store.read { try $0.count(FeedTables.topics.range()) }
    #expect(indexed == 4)
  }

  /// Promise: who subscribes, reads and waits, in that order, gets every change of its topic once
  /// and in order, however writers and readers interleave.
  @Test(.timeLimit(.minutes(2))) func noWakeUpIsLost() async throws {
    let folder = try TemporaryFolder()
    let store = try TestTables.open(folder)
    let (writers, changes) = (8, 100)
    try await withThrowingTaskGroup { group in
      for reader in 0..<8 {
        let topic = Topic("topic \(reader % 2)")
        group.addTask {
          let subscription = store.feed.subscribe([topic])
          var position: UInt64 = 0
          var seen: [UInt64] = []
          while seen.count < writers * changes / 2 {
            let page = try store.read { try $0.changes(about: topic, after: position, limit: 7) }
            position = page.position
            seen += page.entries.map(\.sequence)
            if page.entries.isEmpty { try await subscription.wait() }
          }
          #expect(seen == seen.sorted() && Set(seen).count == seen.count)
        }
      }
      for writer in 0..<writers {
        group.addTask {
          try await Self.announce(store, changes, to: Topic("topic \(writer % 2)"))
        }
      }
      try await group.waitForAll()
    }
  }

  /// Promise: who subscribes to everything hears of changes about any topic, also of new ones, and
  /// not of commits that announce nothing.
  @Test(.timeLimit(.minutes(1))) func everythingIsHeard() async throws {
    let folder = try TemporaryFolder()
    let store = try TestTables.open(folder)
    let subscription = store.feed.subscribeToEverything()
    let reader = Task {
      var seen: [UInt64] = []
      while seen.count < 100 {
        let page = try store.read { try $0.changes(after: seen.last ?? 0, limit: 7) }
        seen += page.entries.map(\.sequence)
        if page.entries.isEmpty { try await subscription.wait() }
      }
      return seen
    }
    for number in 0..<100 { try await Self.announce(store, 1, to: Topic("topic \(number)")) }
    #expect(try await reader.value == Array(1...100))
    // The reader may have ended before the last signal: a first wait takes that away.
    try await Self.announce(store, 1)
    try await subscription.wait()
    let waiting = Task { try await subscription.wait() }
    for _ in 0..<20 { try await store.write { try $0.put(TestTables.numbers.key(1), []) } }
    waiting.cancel()
    await #expect(throws: CancellationError.self) { try await waiting.value }
  }

  /// Promise: a cancelled wait ends with `CancellationError`, and the next wait misses nothing.
  @Test(.timeLimit(.minutes(1))) func waitingCanBeCancelled() async throws {
    let folder = try TemporaryFolder()
    let store = try TestTables.open(folder)
    let subscription = store.feed.subscribe([Self.topic])
    for _ in 0..<2_000 {
      let task = Task { try await subscription.wait() }
      if Bool.random() { await Task.yield() }
      task.cancel()
      _ = await task.result
    }
    let task = Task {
      // The cancelled waits may have left one wake-up behind; the second wait needs the change.
      try await subscription.wait()
      try await subscription.wait()
    }
    try await Self.announce(store, 1)
    try await Self.announce(store, 1)
    try await task.value
  }

  /// Promise: closing the store wakes who waits.
  @Test(.timeLimit(.minutes(1))) func closingWakes() async throws {
    let folder = try TemporaryFolder()
    let store = try TestTables.open(folder)
    let subscription = store.feed.subscribe([Self.topic, Topic("other")])
    let everything = store.feed.subscribeToEverything()
    let task = Task { try await subscription.wait() }
    store.close()
    try await task.value
    try await everything.wait()
    #expect(throws: StoreError.closed) { try store.read { try $0.feedPosition() } }
  }

  /// Promise: a change that was refused is not announced and wakes nobody; bytes are kept apart
  /// from topics.
  @Test func refusedChangesAreNotAnnounced() async throws {
    let folder = try TemporaryFolder()
    let store = try TestTables.open(folder)
    await #expect(throws: Refused.self) {
      try await store.write { transaction in
        try transaction.announce(Self.topic, [1])
        throw Refused()
      }
    }
    let odd = Topic([0, 0xFF, 0, 1])
    try await store.write { transaction in
      let number = try transaction.announce(odd, [9, 0, 9])
      #expect(number == 1)
      // The closure sees its own announcement.
      let page = try transaction.changes(about: odd, after: 0)
      #expect(page.entries.map(\.payload) == [[9, 0, 9]])
    }
    let page = try store.read { try $0.changes(after: 0) }
    #expect(page.entries == [FeedEntry(sequence: 1, topic: odd, payload: [9, 0, 9])])
  }
}
