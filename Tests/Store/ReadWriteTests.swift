internal import Foundation
@testable internal import LintasStore
internal import Synchronization
internal import Testing

/// The promises of closures: what a snapshot shows, what a change leaves, and who is told when.
struct ReadWriteTests {
  let folder: TemporaryFolder
  let store: Store

  init() throws {
    folder = try TemporaryFolder()
    store = try TestTables.open(folder)
  }

  private func number(_ key: UInt64) throws -> [UInt8]? {
    try store.read { try $0.get(TestTables.numbers.key(key))?.copyBytes() }
  }

  /// Promise: what a write returned after is seen by the next reading, and after reopening.
  @Test func writtenIsReadAndKept() async throws {
    let length = try await store.write { transaction in
      try transaction.put(TestTables.words.key("kantor"), [1, 2, 3])
      return try transaction.get(TestTables.words.key("kantor"))?.byteCount
    }
    #expect(length == 3)
    store.close()
    let again = try TestTables.open(folder)
    let value = try again.read { try $0.get(TestTables.words.key("kantor"))?.copyBytes() }
    #expect(value == [1, 2, 3])
  }

  /// Promise: a closure that throws wrote nothing, its caller gets its error, and its neighbours in
  /// the same batch stand.
  @Test func throwingClosureLeavesNothing() async throws {
    let store = store
    let results = await withTaskGroup(of: Bool.self) { group in
      for key in 0..<200 as Range<UInt64> {
        group.addTask {
          do {
            try await store.write { transaction in
              try transaction.put(TestTables.numbers.key(key), [UInt8(truncatingIfNeeded: key)])
              try transaction.announce(Topic("numbers"), [])
              if key % 3 == 0 { throw Refused("\(key)") }
            }
            return key % 3 != 0
          } catch {
            return key % 3 == 0 && error as? Refused == Refused("\(key)")
          }
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    #expect(results.allSatisfy { $0 } && results.count == 200)
    for key in 0..<200 as Range<UInt64> {
      #expect(try number(key) == (key % 3 == 0 ? nil : [UInt8(truncatingIfNeeded: key)]))
    }
    // A closure that threw has used up no number of the feed.
    let announced = try store.read { try $0.changes(after: 0, limit: 1000).entries.map(\.sequence) }
    #expect(announced == Array(1...UInt64((0..<200).count { $0 % 3 != 0 })))
    #expect(store.statistics.refusals == 67)
  }

  /// Promise: closures that wait together share a commit, and each is answered after it.
  @Test func waitingWritesShareACommit() async throws {
    let store = store
    let before = store.statistics
    await withTaskGroup { group in
      for task in 0..<64 as Range<UInt64> {
        group.addTask {
          for turn in 0..<10 as Range<UInt64> {
            let key = task * 10 + turn
            try? await store.write { try $0.put(TestTables.numbers.key(key), [7]) }
            let isThere = try? store.read { try $0.contains(TestTables.numbers.key(key)) }
            #expect(isThere == true)
          }
        }
      }
    }
    let after = store.statistics
    #expect(after.writes - before.writes == 640)
    #expect(after.commits - before.commits < 640)
    #expect(after.largestBatch > 1 && after.queued == 0)
    print("640 writes, \(after.commits - before.commits) commits")
  }

  /// Promise: closures run one after another, each on what the ones before it left, also within a
  /// batch: a counter that many raise at once misses none.
  @Test func closuresRunInTurn() async throws {
    let store = store
    let key = TestTables.numbers.key(0)
    await withTaskGroup { group in
      for _ in 0..<64 {
        group.addTask {
          for turn in 0..<20 {
            try? await store.write { transaction in
              let old = try transaction.get(key)?.copyBytes() ?? [0, 0]
              let sum = Int(old[0]) << 8 + Int(old[1]) + 1
              try transaction.put(key, [UInt8(sum >> 8), UInt8(sum & 0xFF)])
              if turn % 4 == 3 { throw Refused() }
            }
          }
        }
      }
    }
    #expect(try number(0) == [UInt8(960 >> 8), UInt8(960 & 0xFF)])
  }

  /// Promise: a change whose task was cancelled while it waited is not run.
  @Test func cancelledWhileWaitingIsNotRun() async throws {
    let store = store
    let gate = DispatchSemaphore(value: 0)
    let hasStarted = DispatchSemaphore(value: 0)
    let first = Task {
      try await store.write { transaction in
        hasStarted.signal()
        gate.wait()
        try transaction.put(TestTables.numbers.key(1), [1])
      }
    }
    await Self.wait(hasStarted)
    let second = Task { try await store.write { try $0.put(TestTables.numbers.key(2), [2]) } }
    while store.statistics.queued < 1 { await Task.yield() }
    second.cancel()
    // A closure that has started is finished, though its task is cancelled.
    first.cancel()
    gate.signal()
    try await first.value
    await #expect(throws: CancellationError.self) { try await second.value }
    #expect(try number(1) == [1] && number(2) == nil)
    // The caller hears of it at once, the writer when it comes to the change.
    for _ in 0..<1000 where store.statistics.cancelled < 1 {
      try await Task.sleep(for: .milliseconds(5))
    }
    #expect(store.statistics.cancelled == 1)
  }

  /// Promise: when the queue is full the next change is refused at once, and nothing else suffers.
  @Test func fullQueueIsBusy() async throws {
    let folder = try TemporaryFolder()
    var configuration = TestTables.configuration(folder)
    configuration.queueLimit = 2
    let store = try Store.open(configuration)
    let gate = DispatchSemaphore(value: 0)
    let hasStarted = DispatchSemaphore(value: 0)
    let first = Task {
      try await store.write { _ in
        hasStarted.signal()
        gate.wait()
      }
    }
    await Self.wait(hasStarted)
    let waiting = (0..<2).map { key in
      Task { try await store.write { try $0.put(TestTables.numbers.key(key), []) } }
    }
    while store.statistics.queued < 2 { await Task.yield() }
    await #expect(throws: StoreError.busy(waiting: 2)) { try await store.write { _ in } }
    gate.signal()
    try await first.value
    for task in waiting { try await task.value }
    #expect(store.statistics.busy == 1)
  }

  /// Promise: a snapshot does not move while the store does, and a read within a read works.
  @Test func snapshotDoesNotMove() async throws {
    let store = store
    try await store.write { try $0.put(TestTables.numbers.key(1), [1]) }
    let done = DispatchSemaphore(value: 0)
    let seen = try store.read { outer in
      Task.detached {
        try await store.write { try $0.put(TestTables.numbers.key(1), [2]) }
        done.signal()
      }
      done.wait()
      let inner = try store.read { try $0.get(TestTables.numbers.key(1))?.copyBytes() }
      return (try outer.get(TestTables.numbers.key(1))?.copyBytes(), inner)
    }
    #expect(seen.0 == [1] && seen.1 == [2])
  }

  /// Promise: threads come, read, and go, and their places in LMDB's table are free again.
  @Test func endedThreadsGiveTheirPlacesBack() throws {
    let folder = try TemporaryFolder()
    var configuration = TestTables.configuration(folder)
    configuration.readers = 8
    let store = try Store.open(configuration)
    let failures = Atomic<Int>(0)
    for _ in 0..<100 {
      let thread = Thread {
        // A thread that has just finished gives its place back a moment later.
        var tries = 0
        while tries < 10_000, (try? store.read { _ in true }) == nil {
          tries += 1
          usleep(1000)
        }
        if (try? store.read { _ in true }) == nil { failures.add(1, ordering: .relaxed) }
      }
      thread.start()
      while !thread.isFinished { usleep(100) }
    }
    #expect(failures.load(ordering: .relaxed) == 0)
  }

  /// Promise: a closed store answers every call with `closed`, waits for what runs, and writes what
  /// was queued before.
  @Test func closingFinishesWhatWaits() async throws {
    let store = store
    let writes = (0..<100).map { key in
      Task { try await store.write { try $0.put(TestTables.numbers.key(key), []) } }
    }
    for task in writes.prefix(50) { try await task.value }
    store.close()
    var kept: Set<UInt64> = []
    for (key, task) in writes.enumerated() {
      do {
        try await task.value
        kept.insert(UInt64(key))
      } catch {
        #expect(error as? StoreError == .closed)
      }
    }
    #expect(throws: StoreError.closed) { try store.read { _ in } }
    await #expect(throws: StoreError.closed) { try await store.write { _ in } }
    let again = try TestTables.open(folder)
    let found = try again.read { snapshot in
      var found: Set<UInt64> = []
      try snapshot.scan(TestTables.numbers.range()) { key, _ in
        found.insert(try TestTables.numbers.parts(of: key))
        return .next
      }
      return found
    }
    #expect(found == kept)
  }

  /// Promise: a key that is too long is an error of the call, for reading simply not there.
  @Test func longKeysAreRefused() async throws {
    let store = store
    let key = TestTables.words.key(String(repeating: "x", count: 600))
    await #expect(throws: StoreError.keyTooLong(bytes: key.bytes.count)) {
      try await store.write { try $0.put(key, [1]) }
    }
    #expect(try store.read { try $0.contains(key) } == false)
    let longest = TestTables.words.key(String(repeating: "x", count: 508))
    #expect(longest.bytes.count == Key.limit)
    try await store.write { try $0.put(longest, [1]) }
    #expect(try store.read { try $0.contains(longest) })
  }

  /// Promise: index entries move with their row, and a unique index holds a key once.
  @Test func indexesFollowTheirRows() async throws {
    try await store.write { transaction in
      try transaction.moveIndex(from: nil, to: TestTables.byLength.key(4, "izin"))
      try transaction.moveIndex(
        from: TestTables.byLength.key(4, "izin"), to: TestTables.byLength.key(9, "izin"))
      let row = TestTables.numbers.key(1)
      try transaction.moveUniqueIndex(from: nil, to: TestTables.words.key("paspor"), row: row)
    }
    let lengths = try store.read { snapshot in
      var lengths: [UInt32] = []
      try snapshot.scan(TestTables.byLength.range()) { key, _ in
        lengths.append(try TestTables.byLength.parts(of: key).0)
        return .next
      }
      return lengths
    }
    #expect(lengths == [9])
    let store = store
    await #expect(throws: StoreError.notUnique) {
      try await store.write { transaction in
        try transaction.moveUniqueIndex(
          from: nil, to: TestTables.words.key("paspor"), row: TestTables.numbers.key(2))
      }
    }
  }

  private static func wait(_ semaphore: DispatchSemaphore) async {
    while semaphore.wait(timeout: .now()) != .success { await Task.yield() }
  }
}
