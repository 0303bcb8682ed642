/// Makes connections to servers.
public enum Dialer {
  /// Connects to `host`, shakes hands and waits for the server's SETTINGS. The addresses of the
  /// host are tried as RFC 8305 says; the first that is ready to carry calls wins.
  ///
  /// To be called on `loop`, from a task that prefers it. If the task is cancelled, the attempt is
  /// given up.
  ///
  /// - Parameters:
  ///   - host: a name or the literal of an address.
  ///   - tls: a client's context.
  ///   - serverName: the name that the server's certificate must bear, if it is not `host`.
  ///   - log: told when the connection, once made, does not end in good order.
  ///   - handler: the owner of the connection; it hears nothing if this throws.
  /// - Throws: why there is no connection: `.resolution`, `.unreachable` with the reason at each
  ///   address, `.closed` when the task was cancelled.
  public static nonisolated(nonsending) func connect(
    to host: String, port: UInt16, tls: TLSContext, serverName: String? = nil, on loop: EventLoop,
    limits: TransportLimits = TransportLimits(), log: TransportLog? = nil,
    handler: any HTTP2ConnectionHandler
  ) async throws(TransportError) -> HTTP2Connection {
    try await connect(
      to: try await addresses(of: host, port: port), tls: tls, serverName: serverName ?? host,
      on: loop, limits: limits, log: log, handler: handler)
  }

  /// The same for addresses that are known. They are tried in their order, the families in turn.
  public static nonisolated(nonsending) func connect(
    to addresses: [SocketAddress], tls: TLSContext, serverName: String, on loop: EventLoop,
    limits: TransportLimits = TransportLimits(), log: TransportLog? = nil,
    handler: any HTTP2ConnectionHandler
  ) async throws(TransportError) -> HTTP2Connection {
    precondition(loop.isCurrent, "a connection is made on its loop")
    precondition(tls.role == .client, "a dialer needs a client's TLS context")
    let race = DialRace(
      AddressOrder.interleaved(addresses), on: loop, tls: tls, serverName: serverName,
      limits: limits, log: log, handler: handler)
    return try await race.run()
  }

  /// The addresses of a host, in the order in which they should be tried.
  ///
  /// - Throws: `.resolution` if there are none.
  public static nonisolated(nonsending) func addresses(
    of host: String, port: UInt16
  ) async throws(TransportError) -> [SocketAddress] {
    try await Resolver.addresses(of: host, port: port)
  }
}
