internal import LintasTransport

/// Keeps the connections of a channel and spreads its calls over them. Confined to the loop.
protocol Balancer: AnyObject {
  /// Finds a connection that can open a stream now, and makes connections if there are none.
  ///
  /// - Parameter waits: whether the call waits while the server cannot be reached.
  func pick(waits: Bool) -> Pick

  /// Whether a connection can open a stream now.
  var hasRoom: Bool { get }

  /// How often the server was found not to be reachable since it was reached last.
  var failures: Int { get }

  /// Why it was not reached.
  var failure: (any Error)? { get }

  /// The connections that calls are sent on.
  var connections: [HTTP2Connection] { get }

  /// The subchannels, in no order.
  var subchannels: [Subchannel] { get }

  /// Lets the connections end when their calls have, and makes no others.
  func close()
}
