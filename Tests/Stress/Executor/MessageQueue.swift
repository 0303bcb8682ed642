import LintasTransport

/// The messages of one handler: a loop-confined queue with one reader.
// Safety: confined to its loop, which `pop` and `push` check.
final class MessageQueue: @unchecked Sendable {
  let loop: EventLoop
  /// Messages pushed so far; the next message has this number.
  private(set) var pushed = 0
  private var head = 0
  private(set) var isClosed = false
  private var waiter: WaitToken?

  init(on loop: EventLoop) {
    self.loop = loop
  }

  /// Adds the next message.
  func push() {
    precondition(loop.isCurrent)
    pushed += 1
    wake()
  }

  /// Says that nothing more comes.
  func close() {
    precondition(loop.isCurrent)
    isClosed = true
    wake()
  }

  /// The next message; nil at the end, and when the task was cancelled.
  nonisolated(nonsending) func next() async -> Int? {
    while true {
      precondition(loop.isCurrent)
      if head < pushed {
        head += 1
        return head - 1
      }
      if isClosed { return nil }
      precondition(waiter == nil, "a queue has one reader")
      if await loop.wait({ waiter = $0 }) == EventLoop.cancelled {
        waiter = nil
        return nil
      }
    }
  }

  private func wake() {
    guard let token = waiter else { return }
    waiter = nil
    loop.complete(token, 0)
  }
}
