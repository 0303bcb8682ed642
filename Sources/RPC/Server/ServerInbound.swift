/// The half of a server's call that receives.
///
/// The protocol: HEADERS, then DATA frames that hold the messages, then END_STREAM on the last
/// DATA frame, on an empty one, on trailers (which are legal HTTP/2 and mean nothing), or, for a
/// peer that sends no message, on HEADERS. Where a method takes one request (unary, server
/// stream), the handler runs once it is whole and the peer has ended; no message and more than one
/// are UNIMPLEMENTED (statuscodes.md of the gRPC project). Where it takes a stream of requests,
/// the handler runs as soon as the head is there, and any number of messages is right.
///
/// A value type without I/O: events in, actions out. Invalid events are of three kinds:
/// - the peer's violation ends the call: `.fail`;
/// - what may legally arrive too late, after we answered, is dropped: `.ignore`;
/// - what our own code must never do is `.misuse`, and the driver stops on it in debug builds.
struct ServerInbound {
  /// What the driver has to do.
  enum Action: Equatable {
    /// Nothing yet.
    case wait
    /// Run the handler: the request is whole, or, of a stream, its head is.
    case run
    /// A message of a stream is whole: wake whoever waits for it.
    case deliver
    /// A stream of requests has ended in good order: wake whoever waits for more.
    case finish
    /// The call is over, and the event came too late to matter.
    case ignore
    /// End the call with this status.
    case fail(StatusCode, String)
    /// Our own code broke the order of events.
    case misuse(String)
  }

  private enum State {
    /// Header fields arrive.
    case head
    /// No message yet.
    case empty
    /// One whole message is there.
    case holding
    /// The handler runs and messages arrive.
    case streaming
    /// The peer has ended its side in good order.
    case complete
    /// The call was answered or broken off.
    case stopped
  }

  private var state = State.head

  /// Whether header fields belong to the request's head. Later fields are trailers.
  var isInHead: Bool { state == .head }
  /// Whether bytes that arrive still matter.
  var isReading: Bool { state == .empty || state == .holding || state == .streaming }
  /// Whether a stream of requests arrives.
  var isStreaming: Bool { state == .streaming }
  /// Whether the one message is there, and nothing but the end may follow.
  var isHolding: Bool { state == .holding }
  /// Whether the peer has ended its side in good order.
  var isComplete: Bool { state == .complete }

  /// A header block is complete: the head's, or trailers.
  ///
  /// - Parameters:
  ///   - endStream: whether nothing follows; `end` comes next.
  ///   - takesStream: whether the method takes any number of requests.
  mutating func headersComplete(endStream: Bool, takesStream: Bool = false) -> Action {
    switch state {
    case .head where takesStream:
      state = .streaming
      return .run
    case .head:
      state = .empty
      return endStream ? end(isBetweenMessages: true) : .wait
    case .empty, .holding, .streaming:
      return endStream ? .wait : fail(.internalError, "a second header block amid the request")
    case .complete:
      return .misuse("headers after the end of the stream")
    case .stopped:
      return .ignore
    }
  }

  /// A message is whole.
  mutating func message() -> Action {
    switch state {
    case .empty:
      state = .holding
      return .wait
    case .holding:
      return fail(.unimplemented, "the method takes one request message, and more came")
    case .streaming:
      return .deliver
    case .head, .complete:
      return .misuse("a message outside the request's body")
    case .stopped:
      return .ignore
    }
  }

  /// Bytes came behind the message that is held.
  mutating func surplus() -> Action {
    state == .holding ? message() : .ignore
  }

  /// A message's prefix is wrong.
  mutating func fault(_ fault: FramingFault) -> Action {
    guard isReading else { return .ignore }
    let status = fault.status
    return fail(status.code, status.message)
  }

  /// The peer ended its side.
  ///
  /// - Parameter isBetweenMessages: `false` if the stream ends amid a message.
  mutating func end(isBetweenMessages: Bool) -> Action {
    switch state {
    case .empty where !isBetweenMessages, .holding where !isBetweenMessages,
      .streaming where !isBetweenMessages:
      return fail(.internalError, "the request ends amid a message")
    case .empty:
      return fail(.unimplemented, "the method takes one request message, and none came")
    case .holding:
      state = .complete
      return .run
    case .streaming:
      state = .complete
      return .finish
    case .head, .complete:
      return .misuse("an end of the stream in the wrong place")
    case .stopped:
      return .ignore
    }
  }

  /// We answered, or the stream is gone: whatever comes is dropped.
  mutating func stop() {
    state = .stopped
  }

  private mutating func fail(_ code: StatusCode, _ message: String) -> Action {
    state = .stopped
    return .fail(code, message)
  }
}
