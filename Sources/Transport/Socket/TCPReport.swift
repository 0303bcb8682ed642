/// What the system's TCP knows of a connection (tcp(7), TCP_INFO), by the names used there.
public struct TCPReport: Sendable {
  /// The numbers of a few bits each: state, ca_state, retransmits, probes, backoff, options, and
  /// the window scales of sender and receiver.
  public var small: [UInt32]
  /// The numbers of four bytes each, from rto to reordering, in the order of the structure.
  public var words: [UInt32]
}
