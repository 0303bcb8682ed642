/// What happens to a connection that an operator may want in a log: one event for each connection
/// that does not end in good order. The transport itself has no log.
public struct TransportEvent: Sendable, CustomStringConvertible {
  /// Which side of the connection this process is.
  public let role: HTTP2Role
  /// The other side, if it was known.
  public let peer: SocketAddress?
  /// Why the connection ended, or was not made.
  public let error: TransportError

  /// One line for a log.
  public var description: String {
    "\(role == .server ? "connection from" : "connection to") "
      + "\(peer.map(\.description) ?? "an unknown peer"): \(error)"
  }
}

/// Receives transport events, on any thread; it must not block.
public typealias TransportLog = @Sendable (TransportEvent) -> Void
