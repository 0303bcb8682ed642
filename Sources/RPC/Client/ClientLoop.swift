internal import LintasTransport

/// The event loop of all channels that are not given one: one thread, started when the first of
/// them is made, and never stopped, since a channel may be made at any time.
enum ClientLoop {
  /// The loop, or why there is none.
  static let shared = Result { () throws(TransportError) in
    try EventLoop.start(name: "lintas-client")
  }
}
