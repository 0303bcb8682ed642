internal import LintasTransport

extension Channel {
  /// A channel to a server given by its address as people write it.
  ///
  /// Nothing is connected yet: a server that is not there is noticed by the first call.
  ///
  /// - Parameters:
  ///   - target: host and port, such as `localhost:7443`, `192.0.2.1:7443` or `[::1]:7443`.
  ///   - trust: whose certificates to believe.
  ///   - configuration: limits and pauses.
  /// - Throws: INVALID_ARGUMENT if the target or the trust cannot be used, with the reason.
  public convenience init(
    _ target: String, trust: ServerTrust,
    configuration: ChannelConfiguration = ChannelConfiguration()
  ) throws {
    guard let colon = target.utf8.lastIndex(of: 0x3A),
      let port = UInt16(target[target.index(after: colon)...]), port > 0
    else {
      throw Status(.invalidArgument, "\"\(target)\" is not of the form host:port")
    }
    var host = target[..<colon]
    if host.hasPrefix("[") && host.hasSuffix("]") { host = host.dropFirst().dropLast() }
    guard !host.isEmpty else {
      throw Status(.invalidArgument, "\"\(target)\" names no host")
    }
    do throws(TransportError) {
      let tls = try TLSContext.client(trust: trust.transport)
      try self.init(host: String(host), port: port, tls: tls, configuration: configuration)
    } catch {
      throw Status(.invalidArgument, "the channel cannot be made", details: [], cause: error)
    }
  }
}
