public import LintasProtobuf

/// A call in which both sides send as many messages as they like, in any order.
///
/// ```swift
/// let talk = client.joinWebinar()
/// try await talk.requests.write(hello)
/// for try await message in talk.responses { … }
/// ```
///
/// It is sent when the first message is written or the answer is asked for. When the last that
/// remains of it is let go before its end, it is cancelled.
public struct BidirectionalCall<Request: Message, Response: Message>: Sendable {
  /// Where the caller's messages go.
  public let requests: RequestWriter<Request>
  /// The messages that answer, as they come.
  public let responses: ResponseStream<Response>

  private let handle: CallHandle<Response>

  init(channel: Channel, handle: CallHandle<Response>) {
    requests = RequestWriter(channel: channel, sink: handle)
    responses = ResponseStream(channel: channel, handle: handle)
    self.handle = handle
  }

  /// Ends the call now: whoever writes or reads gets CANCELLED. One that is over stays as it is.
  public func cancel() {
    handle.cancel()
  }
}
