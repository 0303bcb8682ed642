import Glibc
import LintasCrypto
import LintasRPC
import LintasTransport

/// How deep below the stubs a test goes: the same test, twice.
enum Depth: CaseIterable, Sendable {
  /// Two HTTP/2 sessions joined by buffers.
  case memory
  /// TLS over TCP on the loopback.
  case socket
}

/// Runs `body` with a channel to a server that has the probe.
func withProbe(
  _ depth: Depth, server configuration: ServerConfiguration = ServerConfiguration(),
  client clientConfiguration: ChannelConfiguration = ChannelConfiguration(),
  _ body: @Sendable (Channel, ProbeDesk, GRPCServer) async throws -> Void
) async throws {
  let desk = ProbeDesk()
  var configuration = configuration
  configuration.workers = 1
  configuration.transport = patient(configuration.transport)
  var client = clientConfiguration
  client.transport = patient(client.transport)
  let configured = client
  try await GRPCServer.run(
    router: desk.router(), configuration: configuration, grace: .seconds(5)
  ) { server in
    let channel: Channel
    switch depth {
    case .memory:
      channel = try server.channel(configuration: configured)
    case .socket:
      let identity = try TestIdentity()
      let address = try server.listen(on: identity.address, tls: identity.server)
      channel = try Channel(
        host: "localhost", port: address.port, tls: identity.client, configuration: configured)
    }
    try await body(channel, desk, server)
    channel.close()
  }
}

extension ServerConfiguration {
  /// The default, with a worker thread for the methods that want one.
  static var withWorkers: ServerConfiguration {
    var configuration = ServerConfiguration()
    configuration.workers = 1
    configuration.transport = patient(configuration.transport)
    return configuration
  }
}

/// Runs `body` with a server that has the probe.
func withProbeServer<Result: Sendable>(
  _ configuration: ServerConfiguration = .withWorkers,
  _ body: @Sendable (GRPCServer, ProbeDesk) async throws -> Result
) async throws -> Result {
  let desk = ProbeDesk()
  return try await GRPCServer.run(
    router: desk.router(), configuration: configuration, grace: .seconds(5)
  ) { server in try await body(server, desk) }
}

/// The same limits without deadlines that a slow machine could miss.
func patient(_ limits: TransportLimits) -> TransportLimits {
  var limits = limits
  limits.connectTimeout = .seconds(600)
  limits.handshakeTimeout = .seconds(600)
  limits.settingsTimeout = .seconds(600)
  limits.headerBlockTimeout = .seconds(600)
  limits.writeStallTimeout = .seconds(600)
  return limits
}

/// A server's certificate for `localhost`, and the trust in it, made for one test.
struct TestIdentity {
  let server: TLSContext
  let client: TLSContext
  let address: SocketAddress
  /// The server's certificate and key, for servers in other processes.
  let chain: [UInt8]
  let key: [UInt8]
  /// Who signed it.
  let authority: [UInt8]

  init() throws {
    let validity = Validity(days: 2, from: Int64(time(nil)))
    let authority = try CertificateAuthority.create(commonName: "tests", validity: validity)
    let key = try PrivateKey.generate()
    let certificate = try authority.issue(
      .server(names: [.dns("localhost")], commonName: "localhost", validity: validity), for: key)
    chain = try certificate.pem()
    self.key = try key.pem()
    server = try TLSContext.server(.pem(chain: chain, key: self.key))
    self.authority = try authority.certificate.pem()
    client = try TLSContext.client(trust: .pem(self.authority))
    guard let address = SocketAddress(literal: "127.0.0.1", port: 0) else {
      throw Status(.internalError, "no loopback")
    }
    self.address = address
  }
}

/// Waits until `condition` holds, at most two minutes.
///
/// - Returns: whether it came to hold.
func eventually(_ condition: @Sendable () async -> Bool) async -> Bool {
  for _ in 0..<60_000 {
    if await condition() { return true }
    try? await Task.sleep(for: .milliseconds(2))
  }
  return await condition()
}

/// The status that `body` throws; `nil` if it throws none.
func status(of body: () async throws -> Void) async -> Status? {
  do {
    try await body()
    return nil
  } catch {
    return error as? Status
  }
}
