import Synchronization
import Testing

@testable import LintasTransport

/// Promise: a loop runs what it is given on its own thread, exactly once, and ends in order.
@Suite(.timeLimit(.minutes(1)))
struct EventLoopTests {
  /// Promise: `execute` runs closures on the loop in the order of one thread's calls.
  @Test func closuresRunInOrderOnTheLoop() async throws {
    let loop = try EventLoop.start(name: "order")
    let seen = Mutex<[Int]>([])
    for number in 0..<1000 {
      loop.execute {
        if loop.isCurrent && EventLoop.current === loop { seen.withLock { $0.append(number) } }
      }
    }
    loop.stop()
    loop.join()
    #expect(seen.withLock { $0 } == Array(0..<1000))
    #expect(EventLoop.current == nil)
    #expect(!loop.execute {})
  }

  /// Promise: what a closure held may ask for more as it goes, and gets it: nothing is lost.
  @Test func closureThatIsAskedForAsAnotherGoesRuns() async throws {
    let loop = try EventLoop.start(name: "last")
    let ran = Atomic<Int>(0)
    for _ in 0..<100 {
      let last = LastWords { loop.execute { ran.add(1, ordering: .relaxed) } }
      loop.execute { withExtendedLifetime(last) {} }
    }
    // A loop that is told to end runs what it has first.
    loop.stop()
    loop.join()
    #expect(ran.load(ordering: .relaxed) == 100)
  }

  /// Promise: a handler is on its loop at its start and after every `await`.
  @Test func handlersComeBackToTheirLoop() async throws {
    try await withLoop { loop in
      #expect(loop.isCurrent)
      await Task.yield()
      #expect(loop.isCurrent)
      try await Task.sleep(nanoseconds: 1000)
      #expect(loop.isCurrent)
      let value = await Task.detached { 7 }.value
      #expect(value == 7 && loop.isCurrent)
      await loop.sleep(until: .now + .milliseconds(1))
      #expect(loop.isCurrent)
    }
  }

  /// Promise: `run` leads to the loop also when all that the closure does is to call a function
  /// that stays where its caller is, found only at run time. The optimiser once left the hop out.
  @Test func closureThatOnlyCallsOnRunsOnTheLoop() async throws {
    let loop = try EventLoop.start(name: "only")
    let place: any Place = Here(loop: loop)
    let isHere = await loop.run { [place] in await place.isOnLoop(1) }
    #expect(isHere)
    let isThere = try await loop.run { [place] () async throws(CancellationError) -> Bool in
      await place.isOnLoop("generic")
    }
    #expect(isThere)
    loop.stop()
    loop.join()
  }

  /// Promise: a wait ends once, with the first completion; later ones do nothing, even when the
  /// slot serves another wait.
  @Test func onlyTheFirstCompletionCounts() async throws {
    try await withLoop { loop in
      var kept: WaitToken?
      let first = await loop.wait { token in
        kept = token
        loop.complete(token, 1)
        loop.complete(token, 2)
      }
      #expect(first == 1)
      let stale = try #require(kept)
      let second = await loop.wait { token in
        loop.complete(stale, 3)
        loop.schedule(token, at: .now + .milliseconds(2))
      }
      #expect(second == EventLoop.timedOut)
      #expect(loop.waiters.pointee.waiting == 0)
    }
  }

  /// Promise: a completion may come from any thread, alone or in a batch.
  @Test func foreignThreadsCompleteWaits() async throws {
    try await withLoop { loop in
      let one = await loop.wait { token in
        Task.detached { loop.complete(token, 11) }
      }
      #expect(one == 11)
      let basket = Basket()
      let sum = await withTaskGroup(of: Int.self) { group in
        for _ in 0..<100 {
          group.addTask {
            await loop.wait { token in
              let all = basket.add(token)
              guard all.count == 100 else { return }
              Task.detached {
                loop.completeMany(
                  all.enumerated().map { WaitCompletion(token: $1, value: $0) })
              }
            }
          }
        }
        return await group.reduce(0, +)
      }
      #expect(sum == 4950)
    }
  }

  /// Promise: cancellation ends a wait, whether it comes before or during it, and from any thread.
  @Test func cancellationEndsAWait() async throws {
    try await withLoop { loop in
      let started = Atomic<Bool>(false)
      let waiting = loop.spawnValue { () async -> Int in
        await loop.wait { _ in started.store(true, ordering: .relaxed) }
      }
      #expect(await eventually(on: loop) { started.load(ordering: .relaxed) })
      Task.detached { waiting.cancel() }
      #expect(await waiting.value == EventLoop.cancelled)
      let early = loop.spawnValue { () async -> Int in
        while !Task.isCancelled { await Task.yield() }
        return await loop.wait { _ in Issue.record("a cancelled task started to wait") }
      }
      early.cancel()
      #expect(await early.value == EventLoop.cancelled)
    }
  }

  /// Promise: the loop ends only when its handlers have, and a stop in between loses nothing.
  @Test func stopWaitsForHandlers() async throws {
    let loop = try EventLoop.start(name: "stop")
    let finished = Atomic<Int>(0)
    for _ in 0..<10 {
      loop.spawn {
        await loop.sleep(until: .now + .milliseconds(20))
        finished.add(1, ordering: .relaxed)
      }
    }
    loop.stop()
    loop.stop()
    loop.join()
    #expect(finished.load(ordering: .relaxed) == 10)
    #expect(loop.statistics.handlers == 0 && loop.statistics.waiting == 0)
  }

  /// Promise: a task that only yields does not keep others, or timers, from running.
  @Test func yieldingDoesNotStarve() async throws {
    try await withLoop { loop in
      let stop = Atomic<Bool>(false)
      let busy = loop.spawn {
        while !stop.load(ordering: .relaxed) { await Task.yield() }
      }
      #expect(await loop.sleep(until: .now + .milliseconds(5)))
      stop.store(true, ordering: .relaxed)
      await busy.value
    }
  }

  /// Promise: a pool takes at most its capacity of tasks, runs them off the loop, and brings the
  /// caller back.
  @Test func workerPoolIsBoundedAndReturns() async throws {
    let pool = try WorkerPool.start(name: "pool", threads: 2, capacity: 2)
    try await withLoop { loop in
      let value = await pool.run { loop.isCurrent ? -1 : 5 }
      #expect(value == 5)
      #expect(loop.isCurrent)
      #expect(pool.admit() && pool.admit())
      let refused: Int? = await pool.run { 1 }
      #expect(refused == nil)
      pool.release()
      pool.release()
    }
    pool.stop()
  }
}

/// Says where it is called.
private protocol Place: Sendable {
  nonisolated(nonsending) func isOnLoop(_ anything: some Sendable) async -> Bool
}

private struct Here: Place {
  let loop: EventLoop

  nonisolated(nonsending) func isOnLoop(_ anything: some Sendable) async -> Bool {
    loop.isCurrent
  }
}

/// Gathers tokens of many tasks.
private final class Basket: Sendable {
  private let tokens = Mutex<[WaitToken]>([])

  func add(_ token: WaitToken) -> [WaitToken] {
    tokens.withLock { tokens in
      tokens.append(token)
      return tokens
    }
  }
}

extension EventLoop {
  /// Like `spawn`, with a value.
  fileprivate func spawnValue(_ body: @escaping @Sendable () async -> Int) -> Task<Int, Never> {
    Task(executorPreference: self) { await body() }
  }
}

/// Does something as it goes.
private final class LastWords: Sendable {
  private let say: @Sendable () -> Void

  init(_ say: @escaping @Sendable () -> Void) {
    self.say = say
  }

  deinit { say() }
}
