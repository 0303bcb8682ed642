import LintasTransport

/// A handler's messages as an asynchronous sequence.
struct Messages: AsyncSequence, Sendable {
  let queue: MessageQueue

  struct Iterator: AsyncIteratorProtocol {
    let queue: MessageQueue

    mutating func next() async -> Int? { await next(isolation: nil) }

    mutating func next(isolation actor: isolated (any Actor)?) async -> Int? {
      await queue.next()
    }
  }

  func makeAsyncIterator() -> Iterator { Iterator(queue: queue) }
}
