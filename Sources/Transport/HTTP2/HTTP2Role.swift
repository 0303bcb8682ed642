/// The side that a process plays in a connection.
public enum HTTP2Role: Sendable {
  /// Accepts streams.
  case server
  /// Opens streams.
  case client
}
