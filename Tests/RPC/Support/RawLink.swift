import LintasTransport

@testable import LintasRPC

/// A client's end of an HTTP/2 connection without our client behind it: each step is the test's.
// Safety: confined to the loop; its functions hop there.
final class RawLink: @unchecked Sendable {
  private let loop: EventLoop
  private let connection: HTTP2Connection

  private init(_ loop: EventLoop, _ connection: HTTP2Connection) {
    self.loop = loop
    self.connection = connection
  }

  /// A connection to a server, in memory or over TLS.
  static func to(_ server: GRPCServer, _ depth: Depth = .memory) async throws -> RawLink {
    let home = server.loops[0]
    switch depth {
    case .memory:
      return try await home.loop.run {
        let pair = try MemoryLink.pair(
          on: home.loop, serverLimits: patient(server.transport),
          server: ServerConnection(home: home), client: RawConnection())
        return RawLink(home.loop, pair.client)
      }
    case .socket:
      let identity = try TestIdentity()
      let address = try server.listen(on: identity.address, tls: identity.server)
      return try await home.loop.run {
        let connection = try await Dialer.connect(
          to: "localhost", port: address.port, tls: identity.client, on: home.loop,
          limits: patient(TransportLimits()), handler: RawConnection())
        return RawLink(home.loop, connection)
      }
    }
  }

  /// Opens a stream with the request's head, and sends what the request says.
  ///
  /// - Parameter reads: whether the server gets credit for what it sends.
  func open(_ request: RawRequest, reads: Bool = true) async throws -> RawStream {
    try await loop.run {
      let stream = RawStream(loop: loop, reads: reads)
      try stream.begin(request, on: connection)
      return stream
    }
  }

  /// Ends the connection at once, whatever is open on it.
  func cut() async {
    await loop.run { connection.close() }
  }
}
