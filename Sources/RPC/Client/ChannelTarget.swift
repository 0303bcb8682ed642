internal import LintasTransport

/// Where a channel's server is, as people write it (gRPC's naming.md).
enum ChannelTarget: Equatable, Sendable {
  /// A host, by name or by the literal of an address, and a port.
  case host(String, port: UInt16)
  /// Addresses, in the order in which to try them.
  case addresses([SocketAddress])

  /// A host and a port.
  init(host: String, port: UInt16) {
    self = .host(host, port: port)
  }

  /// Reads a target: `host:port`, `dns:host:port`, `dns:///host:port`, `ipv4:` and `ipv6:` with
  /// addresses and ports behind commas, `unix:path` or `unix:///path`.
  ///
  /// - Throws: INVALID_ARGUMENT with what is wrong.
  init(_ text: String) throws(Status) {
    if let path = Self.rest(of: text, behind: "unix:") {
      let path = Self.rest(of: path, behind: "//") ?? path
      guard let address = SocketAddress(unix: path) else {
        throw Status(.invalidArgument, "\"\(text)\" is not of the form unix:path")
      }
      self = .addresses([address])
    } else if let list = Self.rest(of: text, behind: "ipv4:") {
      self = .addresses(try Self.addresses(in: list, of: .v4))
    } else if let list = Self.rest(of: text, behind: "ipv6:") {
      self = .addresses(try Self.addresses(in: list, of: .v6))
    } else {
      var name = Self.rest(of: text, behind: "dns:") ?? text
      name = Self.rest(of: name, behind: "///") ?? name
      let (host, port) = try Self.hostAndPort(name, in: text)
      self = .host(host, port: port)
    }
  }

  /// What goes into `:authority`.
  func authority(serverName: String?) -> String {
    switch self {
    case .host(let host, let port):
      let name = host.utf8.contains(0x3A) ? "[\(host)]" : host
      return "\(serverName ?? name):\(port)"
    case .addresses(let addresses):
      if let first = addresses.first, first.family != .unix, serverName == nil {
        return first.description
      }
      return serverName ?? self.serverName
    }
  }

  /// The name that the server's certificate must bear, if nobody says another.
  var serverName: String {
    switch self {
    case .host(let host, _): return host
    case .addresses(let addresses):
      guard let first = addresses.first, first.family != .unix else { return "localhost" }
      return first.host
    }
  }

  /// The endpoints now.
  nonisolated(nonsending) func endpoints() async throws(TransportError) -> [Endpoint] {
    switch self {
    case .host(let host, let port):
      try await Dialer.addresses(of: host, port: port).map { .socket($0) }
    case .addresses(let addresses): addresses.map { .socket($0) }
    }
  }

  private static func rest(of text: String, behind prefix: String) -> String? {
    text.hasPrefix(prefix) ? String(text.dropFirst(prefix.count)) : nil
  }

  private static func addresses(
    in list: String, of family: SocketAddress.Family
  ) throws(Status) -> [SocketAddress] {
    var addresses: [SocketAddress] = []
    for item in list.split(separator: ",", omittingEmptySubsequences: false) {
      let (host, port) = try hostAndPort(String(item), in: list)
      guard let address = SocketAddress(literal: host, port: port), address.family == family else {
        throw Status(.invalidArgument, "\"\(item)\" is no address of its kind")
      }
      addresses.append(address)
    }
    return addresses
  }

  private static func hostAndPort(
    _ name: String, in text: String
  ) throws(Status) -> (String, UInt16) {
    guard let colon = name.utf8.lastIndex(of: 0x3A),
      let port = UInt16(name[name.index(after: colon)...]), port > 0
    else {
      throw Status(.invalidArgument, "\"\(text)\" is not of the form host:port")
    }
    var host = name[..<colon]
    if host.hasPrefix("[") && host.hasSuffix("]") { host = host.dropFirst().dropLast() }
    guard !host.isEmpty else {
      throw Status(.invalidArgument, "\"\(text)\" names no host")
    }
    return (String(host), port)
  }
}
