public import LintasProtobuf
internal import LintasTransport

/// The messages that answer a call, as they come.
///
/// Iterate it once, from any task. The call is sent when the first message is asked for. The server
/// is held back while messages are not taken. Cancelling the task cancels the call, and so does
/// leaving the loop early, unless something else of the call is still held: who leaves a
/// bidirectional call and keeps its writer ends it by `BidirectionalCall.cancel`. A call that does
/// not end well throws its `Status` after the last message.
public struct ResponseStream<Response: Message>: AsyncSequence, Sendable {
  /// A message.
  public typealias Element = Response

  private let channel: Channel
  private let handle: CallHandle<Response>

  init(channel: Channel, handle: CallHandle<Response>) {
    self.channel = channel
    self.handle = handle
  }

  /// The metadata of the response's head. Sends the call if it was not sent, and waits.
  ///
  /// - Throws: `Status` if the call failed before it had a head.
  public var metadata: Metadata {
    get async throws { try await handle.onLoop { try await handle.metadata() } }
  }

  /// The metadata of the trailers; empty until the call has ended.
  public var trailers: Metadata {
    get async { await handle.onLoop { handle.trailers } }
  }

  /// Whether the message that was taken last came compressed: messages of calls whose messages may
  /// be are fetched one by one. Clients of interoperability tests have to know.
  package var isLastCompressed: Bool {
    get async { await handle.onLoop { handle.isLastCompressed } }
  }

  /// The way through the messages.
  public func makeAsyncIterator() -> Iterator {
    Iterator(channel: channel, handle: handle)
  }

  /// The way through the messages of one call.
  public struct Iterator: AsyncIteratorProtocol {
    private let channel: Channel
    private let handle: CallHandle<Response>
    /// Messages that the caller has fetched and not seen yet, the next one last.
    private var fetched: [Response] = []

    init(channel: Channel, handle: CallHandle<Response>) {
      self.channel = channel
      self.handle = handle
    }

    /// The next message; `nil` after the last one. On the channel's own loop it does not suspend
    /// when a message is there; elsewhere it fetches all that are there at once.
    ///
    /// - Throws: `Status` if the call did not end well.
    public mutating func next() async throws -> Response? {
      if handle.isOnLoop && fetched.isEmpty { return try await handle.next() }
      if fetched.isEmpty {
        fetched = try await handle.onLoop { [handle] in try await handle.batch() }
        fetched.reverse()
      } else if Task.isCancelled {
        handle.cancel()
        fetched = []
        throw Status.callerCancelled
      }
      return fetched.popLast()
    }
  }
}
