/// The half of a client's call that is answered.
///
/// The protocol: response HEADERS, messages in DATA frames, trailers with the status. Or, for a
/// call that failed before it had anything to say, one HEADERS frame with END_STREAM
/// ("Trailers-Only"). Whatever a server, a proxy or a broken line does, the call ends with
/// exactly one status.
///
/// A value type without I/O: events in, actions out. Invalid events are of three kinds: the
/// peer's violation ends the call (`.abort`), what may legally arrive after we gave up is
/// dropped (`.ignore`), and what our own code must never do is `.misuse`.
struct ClientInbound {
  /// What the driver has to do.
  enum Action {
    /// Nothing yet.
    case wait
    /// The head is there; messages follow.
    case opened
    /// Hand the message to the caller.
    case deliver
    /// The call is over with this status; `.ok` is one.
    case finish(Status)
    /// The peer broke the protocol: reset the stream and end the call with this status.
    case abort(Status)
    /// The call is over, and the event came too late to matter.
    case ignore
    /// Our own code broke the order of events.
    case misuse(String)
  }

  private enum State {
    case idle
    case body
    case closed
  }

  private var state = State.idle
  private var messages = 0
  private let takesOneMessage: Bool

  /// A call of this kind, before its answer.
  init(kind: CallKind) {
    takesOneMessage = kind == .unary || kind == .clientStream
  }

  /// Whether the call is over.
  var isClosed: Bool { state == .closed }

  /// A header block is complete.
  ///
  /// - Parameters:
  ///   - head: what its fields say.
  ///   - endStream: whether the stream ends with it.
  ///   - isBetweenMessages: `false` if it comes amid a message.
  mutating func headers(
    _ head: ResponseHead, endStream: Bool, isBetweenMessages: Bool
  ) -> Action {
    switch state {
    case .idle where endStream:
      state = .closed
      return .finish(judged(head.status, isBetweenMessages: true))
    case .idle:
      if let fault = head.fault { return abort(fault) }
      state = .body
      return .opened
    case .body where endStream:
      state = .closed
      return .finish(judged(head.status, isBetweenMessages: isBetweenMessages))
    case .body:
      return abort(Status(.internalError, "a second header block amid the response"))
    case .closed:
      return .ignore
    }
  }

  /// A message is whole.
  mutating func message() -> Action {
    switch state {
    case .idle:
      return .misuse("a message before the head of the response")
    case .body:
      messages += 1
      if takesOneMessage && messages > 1 {
        return abort(Status(.unimplemented, "the method answers once, and more came"))
      }
      return .deliver
    case .closed:
      return .ignore
    }
  }

  /// A message's prefix is wrong.
  mutating func fault(_ fault: FramingFault) -> Action {
    state == .closed ? .ignore : abort(fault.status)
  }

  /// The stream ended with a DATA frame: there are no trailers.
  mutating func end() -> Action {
    guard state != .closed else { return .ignore }
    state = .closed
    return .finish(Status(.internalError, "the response ended without a status"))
  }

  /// The peer reset the stream.
  ///
  /// - Parameter code: the error code of RST_STREAM.
  mutating func reset(_ code: UInt32) -> Action {
    guard state != .closed else { return .ignore }
    state = .closed
    return .finish(Status(StatusCode(reset: code), "the server reset the stream (\(code))"))
  }

  /// The call ends from this side: it was cancelled, or its connection is gone.
  mutating func close() {
    state = .closed
  }

  private mutating func abort(_ status: Status) -> Action {
    state = .closed
    return .abort(status)
  }

  /// The status that the peer gave, unless what it sent contradicts it.
  private func judged(_ status: Status, isBetweenMessages: Bool) -> Status {
    guard status.code == .ok else { return status }
    if !isBetweenMessages { return Status(.internalError, "the response ended amid a message") }
    if takesOneMessage && messages != 1 {
      return Status(.unimplemented, "the method answers once, and \(messages) answers came")
    }
    return status
  }
}
