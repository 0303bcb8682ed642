/// The half of a client's call that asks.
///
/// The protocol: request HEADERS, one or more messages in DATA frames, END_STREAM after the last
/// of them. A server may answer before it has the whole request; what is left to send is then
/// dropped.
///
/// A value type without I/O: events in, actions out. A message after the half close, or before
/// the head, is our own mistake: `.misuse`. A call that is over drops what comes.
struct ClientOutbound {
  /// What the driver has to do.
  enum Action: Equatable {
    /// Send what the event is about.
    case send
    /// Break the stream off with RST_STREAM (CANCEL).
    case reset
    /// The call is over: send nothing.
    case drop
    /// Our own code broke the order of events.
    case misuse(String)
  }

  private enum State {
    case idle
    case open
    case halfClosed
    case closed
  }

  private var state = State.idle

  /// The head is to be sent.
  mutating func open() -> Action {
    switch state {
    case .idle:
      state = .open
      return .send
    case .open, .halfClosed: return .misuse("the head of the request is sent already")
    case .closed: return .drop
    }
  }

  /// A message is to be sent.
  mutating func message() -> Action {
    switch state {
    case .open: .send
    case .idle: .misuse("a message before the head of the request")
    case .halfClosed: .misuse("a message after the end of the request")
    case .closed: .drop
    }
  }

  /// The last message is sent.
  mutating func halfClose() -> Action {
    switch state {
    case .open:
      state = .halfClosed
      return .send
    case .idle: return .misuse("an end before the head of the request")
    case .halfClosed: return .misuse("a second end of the request")
    case .closed: return .drop
    }
  }

  /// The caller gave up, or its time is over.
  mutating func cancel() -> Action {
    switch state {
    case .open, .halfClosed:
      state = .closed
      return .reset
    case .idle, .closed:
      state = .closed
      return .drop
    }
  }

  /// The answer is complete, or the stream is gone.
  mutating func close() {
    state = .closed
  }
}
