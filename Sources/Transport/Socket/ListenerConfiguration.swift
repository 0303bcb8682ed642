/// Where a listener listens, and by which rules.
public struct ListenerConfiguration: Sendable {
  /// The address; port 0 lets the system choose a free one. The file of a Unix socket is made by
  /// the listener and removed when it stops.
  public var address: SocketAddress
  /// Who may connect to a Unix socket, as for `chmod`: its owner alone, if nothing is said.
  public var socketMode: UInt32 = 0o600
  /// Certificates and trust; the server's role.
  public var tls: TLSContext
  /// The limits of its connections.
  public var limits: TransportLimits
  /// Told of each connection that does not end in good order.
  public var log: TransportLog?

  /// A configuration with the default limits and no log.
  public init(
    address: SocketAddress, tls: TLSContext, limits: TransportLimits = TransportLimits(),
    log: TransportLog? = nil
  ) {
    self.address = address
    self.tls = tls
    self.limits = limits
    self.log = log
  }
}
