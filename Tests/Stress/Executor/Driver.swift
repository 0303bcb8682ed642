import LintasTransport
import Synchronization

/// Feeds the handlers of one loop. Each step runs on the loop and sends the next one on its way:
/// at once, or by way of the writer's thread, so that the loop also falls asleep.
// Safety: confined to its loop, but for `isDone`.
final class Driver: @unchecked Sendable {
  private let loop: EventLoop
  private let writer: CommitWriter
  private let canceller: Canceller
  private let shared: SharedActor
  private let tally: Tally
  private let target: Int
  private var random: SeededRandom
  private var live: [(task: Task<Void, Never>, queue: MessageQueue)] = []
  private var sent = 0

  /// Set when all has been sent; handlers may still be at work.
  let isDone = Atomic<Bool>(false)

  init(
    loop: EventLoop, writer: CommitWriter, canceller: Canceller, shared: SharedActor,
    tally: Tally, target: Int, seed: UInt64
  ) {
    self.loop = loop
    self.writer = writer
    self.canceller = canceller
    self.shared = shared
    self.tally = tally
    self.target = target
    random = SeededRandom(seed: seed)
  }

  /// One step.
  func step() {
    precondition(loop.isCurrent)
    guard sent < target else {
      for handler in live { handler.queue.close() }
      live = []
      isDone.store(true, ordering: .releasing)
      return
    }
    if live.count < 64 || random.once(in: 50) { startHandler() }
    for _ in 0..<8 {
      let queue = live[random.below(live.count)].queue
      let count = random.below(6)
      for _ in 0..<count { queue.push() }
      sent += count
      tally.count(tally.sent, count)
    }
    if random.once(in: 20) { endHandler(cancel: true) }
    if random.once(in: 20) { endHandler(cancel: false) }
    let next: @Sendable () -> Void = { self.step() }
    if random.once(in: 2) {
      loop.execute(next)
    } else {
      let loop = loop
      writer.send { loop.execute(next) }
    }
  }

  private func startHandler() {
    let queue = MessageQueue(on: loop)
    let tally = tally
    let handler = Handler(
      queue: queue, writer: writer, shared: shared, tally: tally,
      seed: UInt64(random.below(1 << 40)))
    tally.count(tally.started)
    let task = loop.spawn {
      await handler.run()
      tally.count(tally.ended)
    }
    live.append((task, queue))
    if random.once(in: 3) { canceller.offer(task) }
  }

  private func endHandler(cancel: Bool) {
    guard live.count > 1 else { return }
    let index = random.below(live.count)
    live.swapAt(index, live.count - 1)
    let last = live.removeLast()
    // The cancellation's handler runs here and now, so nothing of ours may be half changed.
    if cancel { last.task.cancel() }
    last.queue.close()
  }
}
