internal import LintasTransport

extension Channel {
  /// A channel to a server given by its address as people write it.
  ///
  /// Nothing is connected yet: a server that is not there is noticed by the first call.
  ///
  /// - Parameters:
  ///   - target: host and port, such as `localhost:7443`, `192.0.2.1:7443` or `[::1]:7443`; several
  ///     addresses, such as `ipv4:192.0.2.1:7443,192.0.2.2:7443`; or a Unix socket, such as
  ///     `unix:/run/lintas.sock`, whose server's certificate is for `localhost`.
  ///   - trust: whose certificates to believe.
  ///   - certificate: who the client is, for a server that asks; `nil` shows none.
  ///   - serverName: the name that the server's certificate must bear, if it is not the host.
  ///   - configuration: limits and pauses.
  /// - Throws: INVALID_ARGUMENT if the target, the trust or the certificate cannot be used, with
  ///   the reason.
  public convenience init(
    _ target: String, trust: ServerTrust, certificate: ClientCertificate? = nil,
    serverName: String? = nil, configuration: ChannelConfiguration = ChannelConfiguration()
  ) throws {
    let place = try ChannelTarget(target)
    do throws(TransportError) {
      let tls = try TLSContext.client(
        trust: trust.transport, credentials: certificate?.transport)
      try self.init(
        place, tls: tls, serverName: serverName, loop: nil, configuration: configuration)
    } catch {
      throw Status(.invalidArgument, "the channel cannot be made", details: [], cause: error)
    }
  }
}
