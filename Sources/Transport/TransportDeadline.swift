/// The deadlines that a connection watches; each has its duration in `TransportLimits`.
public enum TransportDeadline: String, Sendable {
  /// Establishing the TCP connection.
  case connect
  /// The TLS handshake.
  case handshake
  /// The peer's preface and SETTINGS, and its acknowledgement of ours.
  case settings
  /// A header block, from its first byte to its last.
  case headerBlock = "header block"
  /// Progress of what waits to be written.
  case write
  /// An answer to a keepalive PING.
  case keepalive
  /// The end of a client's streams after `HTTP2Connection.drain` with a grace.
  case drain
}
