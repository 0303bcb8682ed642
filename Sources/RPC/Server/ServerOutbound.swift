/// The half of a server's call that answers.
///
/// The protocol: response HEADERS, messages in DATA frames, then trailers with the status. The
/// HEADERS wait for the first message, so that a call which fails before it can be answered by
/// one HEADERS frame with END_STREAM ("Trailers-Only"): clients may retry such a call.
///
/// A value type without I/O: events in, actions out. The peer cannot break this half. Handlers
/// may write after their call has ended, by a deadline or a reset that they have not noticed
/// yet: that is `.drop`. Ending a call twice is the same race. A head after the first message
/// is our own mistake: `.misuse`.
struct ServerOutbound {
  /// What the driver has to do.
  enum Action: Equatable {
    /// Send HEADERS, and then what the event is about.
    case open
    /// Send what the event is about.
    case send
    /// Send one HEADERS frame that has the status and ends the stream.
    case trailersOnly
    /// Send the status in trailers.
    case trailers
    /// The call is over: send nothing.
    case drop
    /// Our own code broke the order of events.
    case misuse(String)
  }

  private enum State {
    case idle
    case open
    case closed
  }

  private var state = State.idle

  /// Whether nothing was sent yet.
  var isIdle: Bool { state == .idle }
  /// Whether the call is over.
  var isClosed: Bool { state == .closed }

  /// The handler wants the head to go out before the first message.
  mutating func head() -> Action {
    switch state {
    case .idle:
      state = .open
      return .open
    case .open: return .misuse("the head of the response is sent already")
    case .closed: return .drop
    }
  }

  /// A message is to be sent.
  mutating func message() -> Action {
    switch state {
    case .idle:
      state = .open
      return .open
    case .open: return .send
    case .closed: return .drop
    }
  }

  /// The call ends with a status.
  mutating func finish() -> Action {
    switch state {
    case .idle:
      state = .closed
      return .trailersOnly
    case .open:
      state = .closed
      return .trailers
    case .closed: return .drop
    }
  }

  /// The stream is gone, or we reset it.
  mutating func close() {
    state = .closed
  }
}
