/// The requests of a call whose caller sends any number of them, as they come.
///
/// Read it once, from any task. A handler that is slow holds its caller back: room for more is made
/// when a message is taken. It ends after the caller's last message; a call that is over before
/// (the caller left, the deadline passed, a message was wrong) throws its `Status`, also to those
/// who read on. A handler need not read to the end: it may answer whenever it likes.
public struct RequestStream<Element: Sendable>: AsyncSequence, Sendable {
  /// Waits for the next message.
  package typealias Source = nonisolated(nonsending) @Sendable () async throws(Status) -> Element?

  private let source: Source

  /// The requests that a closure fetches, one a call.
  package init(_ source: @escaping Source) {
    self.source = source
  }

  /// The next message; `nil` after the last one. On the call's loop it does not suspend when a
  /// message is there.
  ///
  /// - Throws: how the call ended, or what is wrong with the message.
  public nonisolated(nonsending) func next() async throws(Status) -> Element? {
    try await source()
  }

  /// The way through the messages.
  public func makeAsyncIterator() -> Iterator { Iterator(source: source) }

  /// The way through the messages of one call.
  public struct Iterator: AsyncIteratorProtocol {
    private let source: Source

    init(source: @escaping Source) {
      self.source = source
    }

    /// The next message; see `RequestStream.next()`.
    public mutating func next() async throws(Status) -> Element? {
      try await source()
    }

    /// The next message; see `RequestStream.next()`.
    public mutating func next(
      isolation actor: isolated (any Actor)?
    ) async throws(Status) -> Element? {
      try await source()
    }
  }
}
