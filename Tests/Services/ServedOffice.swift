internal import LintasCrypto
internal import LintasOffice
internal import LintasRPC
internal import LintasServer
internal import LintasTestOffice
internal import LintasTransport
internal import Testing

/// How a test reaches the whole server.
enum ServedOffice: CaseIterable {
  /// Two HTTP/2 sessions joined by buffers.
  case inMemory
  /// A TLS socket.
  case overTLS

  /// Serves an office while `body` runs with a channel to it.
  func serve(
    _ office: TestOffice, _ body: @Sendable (Channel) async throws -> Void
  ) async throws {
    let services = OfficeServices(registry: office.registry, policy: TestOffice.policy) { failure in
      Issue.record("\(failure.method.path): \(failure.error)")
    }
    var configuration = ServerConfiguration()
    configuration.loops = 2
    configuration.workers = 2
    try await GRPCServer.run(router: services.router, configuration: configuration) { server in
      let channel = try channel(to: server)
      defer { channel.close() }
      try await body(channel)
    }
  }

  private func channel(to server: GRPCServer) throws -> Channel {
    switch self {
    case .inMemory:
      return try server.channel()
    case .overTLS:
      let authority = try CertificateAuthority.create(
        commonName: "test authority", validity: Validity(days: 2, from: Moment.now().seconds))
      let key = try PrivateKey.generate()
      let certificate = try authority.issue(
        .server(
          names: [.dns("localhost")], commonName: "lintasd",
          validity: Validity(days: 1, from: Moment.now().seconds)),
        for: key)
      let tls = try TLSContext.server(.pem(chain: certificate.pem(), key: key.pem()))
      let loopback = try #require(SocketAddress(literal: "127.0.0.1", port: 0))
      let address = try server.listen(on: loopback, tls: tls)
      return try Channel(
        host: "127.0.0.1", port: address.port,
        tls: .client(trust: .pem(authority.certificate.pem())), serverName: "localhost")
    }
  }
}
