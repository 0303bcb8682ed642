public import LintasProtobuf
internal import LintasTransport

/// The messages that answer a call, as they come.
///
/// Iterate it once, from any task. The call is sent when the first message is asked for. The server
/// is held back while messages are not taken. Leaving the loop early, or cancelling the task,
/// cancels the call. A call that does not end well throws its `Status` after the last message.
public struct ResponseStream<Response: Message>: AsyncSequence, Sendable {
  /// A message.
  public typealias Element = Response

  private let channel: Channel
  private let cursor: ResponseCursor<Response>

  init(channel: Channel, cursor: ResponseCursor<Response>) {
    self.channel = channel
    self.cursor = cursor
  }

  /// The metadata of the response's head. Sends the call if it was not sent, and waits.
  ///
  /// - Throws: `Status` if the call failed before it had a head.
  public var metadata: Metadata {
    get async throws { try await cursor.onLoop { try await cursor.metadata() } }
  }

  /// The metadata of the trailers; empty until the call has ended.
  public var trailers: Metadata {
    get async { await cursor.onLoop { cursor.trailers } }
  }

  /// The way through the messages.
  public func makeAsyncIterator() -> Iterator {
    Iterator(channel: channel, cursor: cursor)
  }

  /// The way through the messages of one call.
  public struct Iterator: AsyncIteratorProtocol {
    private let channel: Channel
    private let cursor: ResponseCursor<Response>

    init(channel: Channel, cursor: ResponseCursor<Response>) {
      self.channel = channel
      self.cursor = cursor
    }

    /// The next message; `nil` after the last one. On the channel's own loop it does not suspend
    /// when a message is there.
    ///
    /// - Throws: `Status` if the call did not end well.
    public mutating func next() async throws -> Response? {
      if cursor.isOnLoop {
        return try await cursor.next()
      }
      return try await cursor.onLoop { [cursor] in try await cursor.next() }
    }
  }
}
