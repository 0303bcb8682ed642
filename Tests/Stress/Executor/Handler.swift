import LintasTransport
import Synchronization

/// One handler: takes messages and does with each what handlers do, chosen at random. After every
/// `await` it must be on its loop.
// Safety: runs on its loop only, like the state that it uses.
final class Handler: @unchecked Sendable {
  private let loop: EventLoop
  private let queue: MessageQueue
  private let writer: CommitWriter
  private let shared: SharedActor
  private let tally: Tally
  private var random: SeededRandom

  init(
    queue: MessageQueue, writer: CommitWriter, shared: SharedActor, tally: Tally, seed: UInt64
  ) {
    loop = queue.loop
    self.queue = queue
    self.writer = writer
    self.shared = shared
    self.tally = tally
    random = SeededRandom(seed: seed)
  }

  /// The handler's life.
  func run() async {
    var expected = 0
    for await message in Messages(queue: queue) {
      checkLoop()
      if message != expected { tally.count(tally.lost) }
      expected += 1
      tally.count(tally.handled)
      guard await work(on: message) else { break }
      checkLoop()
    }
    checkLoop()
    if Task.isCancelled {
      tally.count(tally.cancelled)
    } else if expected != queue.pushed {
      tally.count(tally.lost, queue.pushed - expected)
    }
  }

  /// Does something with a message; false when it was cancelled.
  private func work(on message: Int) async -> Bool {
    switch random.below(18) {
    case 0: return await waitForWriter(message)
    case 1: return await waitForTimer(message)
    case 2: return await waitForBoth(message)
    case 3: await children(message)
    case 4: await race(message)
    case 5: _ = await shared.call()
    case 6: if random.once(in: 8) { try? await Task.sleep(nanoseconds: 1000) }
    case 7: if random.once(in: 8) { _ = await Task { message }.value }
    case 8: await Task.yield()
    case 9: await onGlobalPool(message)
    default: _ = await leaf(message)
    }
    return true
  }

  private func waitForWriter(_ message: Int) async -> Bool {
    let value = await loop.wait { writer.submit($0, message, on: loop) }
    return check(value, message)
  }

  private func waitForTimer(_ message: Int) async -> Bool {
    let delay = Duration.microseconds(random.below(64))
    let value = await loop.wait { loop.schedule($0, at: .now + delay) }
    return check(value, EventLoop.timedOut)
  }

  /// Whoever comes first ends the wait; the other finds a stale token.
  private func waitForBoth(_ message: Int) async -> Bool {
    let delay = Duration.microseconds(random.below(200))
    let value = await loop.wait { token in
      loop.schedule(token, at: .now + delay)
      writer.submit(token, message, on: loop)
      if message % 3 == 0 { writer.submit(token, message, on: loop) }
    }
    if value == EventLoop.timedOut { return check(value, EventLoop.timedOut) }
    return check(value, message)
  }

  private func check(_ value: Int, _ expected: Int) -> Bool {
    tally.count(tally.waits)
    if value == EventLoop.cancelled { return false }
    if value != expected { tally.count(tally.wrongValues) }
    return true
  }

  private func children(_ message: Int) async {
    async let first = leaf(message)
    async let second = leaf(message)
    if await first + second != 2 * message { tally.count(tally.wrongValues) }
  }

  /// Two waits race; the loser is cancelled on the loop.
  private func race(_ message: Int) async {
    await withTaskGroup(of: Int.self) { group in
      group.addTask { [self] in
        await loop.wait { writer.submit($0, message, on: loop) }
      }
      group.addTask { [self] in
        await loop.wait { loop.schedule($0, at: .now + .microseconds(100)) }
      }
      _ = await group.next()
      checkLoop()
      group.cancelAll()
    }
  }

  /// Leaves the loop for the global pool and comes back by `EventLoop.run` from there.
  private func onGlobalPool(_ message: Int) async {
    guard random.once(in: 16) else { return }
    let answer = await withTaskExecutorPreference(globalConcurrentExecutor) {
      if loop.isCurrent { tally.count(tally.wrongValues) }
      return await loop.run { [self] in
        checkLoop()
        return await leaf(message)
      }
    }
    if answer != message { tally.count(tally.wrongValues) }
  }

  @inline(never)
  private func leaf(_ message: Int) async -> Int {
    checkLoop()
    return message
  }

  private func checkLoop() {
    if !loop.isCurrent { tally.count(tally.offLoop) }
  }
}
