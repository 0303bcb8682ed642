import LintasTransport
import Testing

/// Promise: a peer that is no HTTP/2 client over modern TLS is closed with one event, and others do
/// not notice.
@Suite(.timeLimit(.minutes(2)))
struct BadPeerTests {
  private let certificates: TestCertificates

  init() async throws {
    certificates = try await TestCertificates()
  }

  /// Runs `attack` beside a connection with an open stream, which must survive it, and gives back
  /// the events.
  private func survive(
    limits: TransportLimits = TransportLimits(), _ attack: @Sendable (UInt16) async throws -> Void
  ) async throws -> [TransportEvent] {
    let server = try TestServer(certificates, limits: limits)
    let context = try TLSContext.client(trust: .file(certificates.authority))
    try await withLoop { loop in
      let connection = try await Dialer.connect(
        to: "localhost", port: server.port, tls: context, on: loop,
        handler: ConnectionRecorder())
      let call = try open(connection)
      call.stream?.write([1])
      try await attack(server.port)
      #expect(await server.events(1).count == 1)
      call.stream?.write([2])
      call.stream?.finish()
      #expect(await eventually(on: loop) { call.ending == .finished })
      #expect(call.body == [1, 2])
      connection.drain()
      #expect(await eventually(on: loop) { connection.error == nil && !connection.canOpenStream })
    }
    server.stop()
    return server.events
  }

  private func sClient(
    _ port: UInt16, _ options: [String], input: [UInt8] = []
  ) async throws -> String {
    try await PeerCommand.openssl(
      ["s_client", "-connect", "127.0.0.1:\(port)", "-quiet", "-no_ign_eof"] + options,
      input: input
    ).output
  }

  /// Promise: HTTP without TLS is refused.
  @Test func plainTCP() async throws {
    let events = try await survive { port in
      try await PeerCommand.tcp(port, input: Array("GET / HTTP/1.1\r\n\r\n".utf8))
    }
    #expect(events.count == 1 && events[0].role == .server)
    guard case .tls = events[0].error else {
      Issue.record("unexpected \(events[0])")
      return
    }
  }

  /// Promise: TLS without ALPN is closed after the handshake.
  @Test func withoutALPN() async throws {
    let events = try await survive { port in _ = try await sClient(port, []) }
    #expect(events.map(\.error) == [.notHTTP2])
  }

  /// Promise: TLS that offers HTTP/1.1 only gets a fatal alert.
  @Test func otherProtocol() async throws {
    let events = try await survive { port in
      let output = try await sClient(port, ["-alpn", "http/1.1"])
      #expect(output.contains("no application protocol"))
    }
    #expect(events.count == 1)
  }

  /// Promise: TLS 1.1 is refused by its version.
  @Test func oldVersion() async throws {
    let events = try await survive { port in
      let output = try await sClient(
        port, ["-tls1_1", "-cipher", "DEFAULT:@SECLEVEL=0", "-alpn", "h2"])
      #expect(output.contains("protocol version") || output.contains("unsupported protocol"))
    }
    #expect(events.count == 1)
  }

  /// Promise: on TLS 1.2 a cipher without forward secrecy and AEAD is refused; a good one works.
  @Test func weakCipher() async throws {
    let events = try await survive { port in
      let output = try await sClient(
        port, ["-tls1_2", "-cipher", "ECDHE-ECDSA-AES128-SHA:@SECLEVEL=0", "-alpn", "h2"])
      #expect(output.contains("handshake failure"))
    }
    #expect(events.count == 1)
  }

  /// Promise: a client that asks for new keys of the old kind is refused, and nothing is
  /// compressed.
  @Test func neitherRenegotiationNorCompression() async throws {
    _ = try await survive { port in
      // A line that begins with R asks `s_client` to renegotiate.
      let output = try await PeerCommand.patientOpenSSL(
        ["s_client", "-connect", "127.0.0.1:\(port)", "-tls1_2", "-alpn", "h2", "-comp"],
        input: Array("R\n".utf8)
      ).output
      #expect(output.contains("RENEGOTIATING") && output.contains("no renegotiation"))
      #expect(output.contains("Compression: NONE"))
    }
  }

  /// Promise: garbage after a good handshake ends the connection.
  @Test func garbageAfterHandshake() async throws {
    let events = try await survive { port in
      _ = try await sClient(
        port, ["-tls1_2", "-alpn", "h2"], input: [UInt8](repeating: 0x5a, count: 4096))
    }
    #expect(events.count == 1)
    guard case .http2 = events[0].error else {
      Issue.record("unexpected \(events[0])")
      return
    }
  }

  /// Promise: a peer that is silent instead of shaking hands is closed after the deadline.
  @Test func silentPeer() async throws {
    var limits = TransportLimits()
    limits.handshakeTimeout = .milliseconds(200)
    let events = try await survive(limits: limits) { port in
      try await PeerCommand.tcp(port, input: [])
    }
    #expect(events.map(\.error) == [.timedOut(.handshake)])
  }
}
