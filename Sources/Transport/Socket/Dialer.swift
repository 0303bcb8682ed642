/// Makes connections to servers.
public enum Dialer {
  /// Connects to `host`, shakes hands and waits for the server's SETTINGS. The addresses of the
  /// host are tried in order until one answers on TCP.
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
  /// - Throws: why there is no connection: `.closed` when the task was cancelled.
  public static nonisolated(nonsending) func connect(
    to host: String, port: UInt16, tls: TLSContext, serverName: String? = nil, on loop: EventLoop,
    limits: TransportLimits = TransportLimits(), log: TransportLog? = nil,
    handler: any HTTP2ConnectionHandler
  ) async throws(TransportError) -> HTTP2Connection {
    precondition(loop.isCurrent, "a connection is made on its loop")
    precondition(tls.role == .client, "a dialer needs a client's TLS context")
    var failure = TransportError.closed
    for address in try await Resolver.addresses(of: host, port: port) {
      do throws(TransportError) {
        let descriptor = try await SocketConnector.connect(
          to: address, on: loop, timeout: limits.connectTimeout)
        let call = DialedCall(loop: loop, log: log, handler: handler)
        return try await call.establish(
          descriptor, address, tls, serverName ?? host, limits)
      } catch {
        failure = error
        switch error {
        case .system, .timedOut(.connect): continue
        default: throw error
        }
      }
    }
    throw failure
  }
}
