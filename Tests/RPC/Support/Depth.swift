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
  client: ChannelConfiguration = ChannelConfiguration(),
  _ body: @Sendable (Channel, ProbeDesk, GRPCServer) async throws -> Void
) async throws {
  let desk = ProbeDesk()
  var configuration = configuration
  configuration.workers = 1
  try await GRPCServer.run(
    router: desk.router(), configuration: configuration, grace: .seconds(2)
  ) { server in
    let channel: Channel
    switch depth {
    case .memory:
      channel = try server.channel(configuration: client)
    case .socket:
      let identity = try TestIdentity()
      let address = try server.listen(on: identity.address, tls: identity.server)
      channel = try Channel(
        host: "localhost", port: address.port, tls: identity.client, configuration: client)
    }
    try await body(channel, desk, server)
    channel.close()
  }
}

/// A server's certificate for `localhost`, and the trust in it, made for one test.
struct TestIdentity {
  let server: TLSContext
  let client: TLSContext
  let address: SocketAddress

  init() throws {
    let validity = Validity(days: 2, from: Int64(time(nil)))
    let authority = try CertificateAuthority.create(commonName: "tests", validity: validity)
    let key = try PrivateKey.generate()
    let certificate = try authority.issue(
      .server(names: [.dns("localhost")], commonName: "localhost", validity: validity), for: key)
    server = try TLSContext.server(.pem(chain: certificate.pem(), key: key.pem()))
    client = try TLSContext.client(trust: .pem(authority.certificate.pem()))
    guard let address = SocketAddress(literal: "127.0.0.1", port: 0) else {
      throw Status(.internalError, "no loopback")
    }
    self.address = address
  }
}

/// Waits until `condition` holds, at most ten seconds.
///
/// - Returns: whether it came to hold.
func eventually(_ condition: @Sendable () -> Bool) async -> Bool {
  for _ in 0..<5_000 {
    if condition() { return true }
    try? await Task.sleep(for: .milliseconds(2))
  }
  return condition()
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
