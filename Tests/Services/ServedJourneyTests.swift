internal import LintasCrypto
internal import LintasMessages
internal import LintasOffice
internal import LintasRPC
internal import LintasServer
internal import LintasTestOffice
internal import LintasTransport
internal import Testing

/// Promise: what works by direct call works the same through the whole server: over a connection in
/// memory (two HTTP/2 sessions joined by buffers), and over a TLS socket.
@Suite(.timeLimit(.minutes(2))) struct ServedJourneyTests {
  /// Promise: the journey over HTTP/2 without sockets.
  @Test(arguments: [1, 2] as [UInt64]) func inMemory(seed: UInt64) async throws {
    try await served(seed: seed) { server in try server.channel() }
  }

  /// Promise: the journey over TCP and TLS.
  @Test(arguments: [1, 2] as [UInt64]) func overTLS(seed: UInt64) async throws {
    try await served(seed: seed) { server in
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

  /// Plays the journey through a server whose channel `connect` makes.
  private func served(
    seed: UInt64, _ connect: @Sendable (GRPCServer) throws -> Channel
  ) async throws {
    let office = try await TestOffice.open(seed: seed)
    _ = try await office.staff()
    _ = try await office.staff(2, roles: [.head])
    let services = OfficeServices(registry: office.registry, policy: TestOffice.policy) { failure in
      Issue.record("\(failure.method.path): \(failure.error)")
    }
    var configuration = ServerConfiguration()
    configuration.loops = 2
    configuration.workers = 2
    try await GRPCServer.run(router: services.router, configuration: configuration) { server in
      let channel = try connect(server)
      defer { channel.close() }
      let journey = Journey(
        office: ChannelOffice(channel), random: office.random,
        officer: (TestOffice.staffName(1), TestOffice.staffSecret))
      try await journey.play()
      try await FeedbackJourney(
        journey: journey, office: ChannelOffice(channel),
        head: (TestOffice.staffName(2), TestOffice.staffSecret)
      ).play()
    }
  }
}
