/// What the system says of a connected socket, and TLS of its protection.
public struct SocketReport: Sendable {
  /// Our own end.
  public var local: SocketAddress?
  /// The cipher suite by the name that IANA lists.
  public var cipher = ""
  /// Our own certificate in DER; nil if there is none.
  public var certificate: [UInt8]?
  /// Options of the socket by their names. Nothing if they were not asked for.
  public var options: [(name: String, value: Int)] = []
  /// What TCP knows; nil for other sockets, and if it was not asked for.
  public var tcp: TCPReport?
}
