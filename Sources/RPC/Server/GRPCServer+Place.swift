public import LintasTransport

extension GRPCServer {
  /// Opens a way in at a place as people write it: TLS over TCP or over a Unix socket.
  ///
  /// - Parameters:
  ///   - place: an address and a port, such as `192.0.2.1:8443`, `[::]:8443`, or `127.0.0.1:0` to
  ///     let the system choose the port; or a Unix socket, such as `unix:/run/greeter.sock`.
  ///   - credentials: the server's certificate and key. No client is asked for a certificate.
  /// - Returns: the address, with the port that was chosen.
  /// - Throws: INVALID_ARGUMENT if `place` is none; `TransportError` if it cannot be had, or the
  ///   credentials cannot be used.
  @discardableResult
  public func listen(on place: String, credentials: TLSCredentials) throws -> SocketAddress {
    guard let address = Self.address(place) else {
      throw Status(.invalidArgument, "\"\(place)\" is not of the form address:port or unix:path")
    }
    return try listen(on: address, tls: try TLSContext.server(credentials))
  }

  private static func address(_ place: String) -> SocketAddress? {
    if place.hasPrefix("unix:") { return SocketAddress(unix: String(place.dropFirst(5))) }
    guard let colon = place.utf8.lastIndex(of: 0x3A),
      let port = UInt16(place[place.index(after: colon)...])
    else { return nil }
    var host = place[..<colon]
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = host.dropFirst().dropLast()
    } else if host.utf8.contains(0x3A) {
      return nil
    }
    return SocketAddress(literal: String(host), port: port)
  }
}
