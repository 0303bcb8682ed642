import Foundation
import Testing

@testable import LintasTransport

/// Promise: calls travel over TLS 1.2 and 1.3 between peers that prove who they are, and over
/// nothing less.
@Suite(.timeLimit(.minutes(2)))
struct TLSTests {
  private let certificates: TestCertificates

  init() async throws {
    certificates = try await TestCertificates()
  }

  /// Makes one call with `size` bytes each way and gives back the client's view of the server.
  private func call(
    _ server: TestServer, size: Int = 10, host: String = "localhost",
    trust: TLSTrust? = nil, credentials: TLSCredentials? = nil
  ) async throws -> TLSIdentity? {
    let context = try TLSContext.client(
      trust: trust ?? .file(certificates.authority), credentials: credentials)
    var pattern = [UInt8](repeating: 0x5a, count: size)
    for index in stride(from: 0, to: size, by: 1009) { pattern[index] = UInt8(index % 251) }
    let body = pattern
    return try await withLoop { loop in
      let client = ConnectionRecorder()
      let connection = try await Dialer.connect(
        to: "127.0.0.1", port: server.port, tls: context, serverName: host, on: loop,
        handler: client)
      #expect(client.ready && loop.isCurrent)
      let call = try open(connection)
      call.stream?.write(body)
      call.stream?.finish()
      #expect(await eventually(on: loop) { call.ending != nil })
      #expect(call.ending == .finished && call.body == body)
      let identity = connection.tls
      connection.drain()
      #expect(await eventually(on: loop) { client.isClosed })
      #expect(client.error == nil)
      return identity
    }
  }

  /// Promise: a call over TLS 1.3 works by name and by address, small and large, and an orderly end
  /// makes no event.
  @Test func calls() async throws {
    let server = try TestServer(certificates, loops: 2)
    let identity = try await call(server)
    #expect(identity?.version == "TLSv1.3" && identity?.applicationProtocol == "h2")
    #expect(identity?.peerCertificate?.first == 0x30 && identity?.peerURI == nil)
    _ = try await call(server, size: 3 << 20, host: "127.0.0.1")
    server.stop()
    #expect(server.events.isEmpty)
    #expect(server.listener.connections == 0)
  }

  /// Promise: an attempt that is cancelled before its handshake begins is not counted as one that
  /// has ended.
  @Test func cancelledAttemptsAreNotCounted() async throws {
    let context = try TLSContext.client(trust: .file(certificates.authority))
    try await withLoop { loop in
      let address = try #require(SocketAddress(literal: "127.0.0.1", port: 1))
      let attempt = Task(executorPreference: loop) {
        while !Task.isCancelled { await Task.yield() }
        let race = DialRace(
          [address], on: loop, tls: context, serverName: "localhost", limits: TransportLimits(),
          log: nil, handler: ConnectionRecorder())
        let call = DialedCall(loop: loop, log: nil, race: race)
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        try await call.establish(descriptor, address, context, "localhost", TransportLimits())
      }
      attempt.cancel()
      await #expect(throws: TransportError.closed) { try await attempt.value }
      #expect(loop.handshakes == 0)
    }
  }

  /// Promise: a file that cannot be read is named, with the system's words.
  @Test func filesThatAreNotThere() throws {
    let missing = certificates.folder + "/missing.pem"
    let error = TransportError.credentials(missing + ": No such file or directory")
    #expect(throws: error) { try TLSContext.client(trust: .file(missing)) }
    let chain = certificates.folder + "/server.pem"
    #expect(throws: error) { try TLSContext.server(.files(chain: chain, key: missing)) }
    #expect(throws: error) { try TLSContext.server(.files(chain: missing, key: missing)) }
  }

  /// Promise: a client refuses a server whose name or authority is not the one that it trusts.
  @Test func clientChecksTheServer() async throws {
    let server = try TestServer(certificates)
    await #expect(throws: TransportError.self) { try await call(server, host: "example.test") }
    await #expect(throws: TransportError.self) { try await call(server, host: "127.0.0.2") }
    await #expect(throws: TransportError.self) {
      try await call(server, trust: .file(certificates.otherAuthority))
    }
    _ = try await call(server)
    server.stop()
  }

  /// Promise: a client tells the server whom it wants to reach (RFC 6066 section 3), and no address
  /// that it has instead of a name.
  @Test(arguments: [("localhost", true), ("127.0.0.1", false)])
  func clientNamesTheServer(name: String, isTold: Bool) async throws {
    let any = try #require(SocketAddress(literal: "127.0.0.1", port: 0))
    let socket = try ListeningSocket(address: any, backlog: 1)
    // What comes first, before anybody answers.
    async let hello = withCheckedContinuation { continuation in
      Thread {
        var bytes = [UInt8](repeating: 0, count: 4096)
        guard case .connection(let descriptor, _) = socket.accept() else {
          continuation.resume(returning: [UInt8]())
          return
        }
        var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        poll(&ready, 1, 10_000)
        let count = read(descriptor, &bytes, bytes.count)
        close(descriptor)
        continuation.resume(returning: Array(bytes.prefix(max(0, count))))
      }.start()
    }
    let context = try TLSContext.client(trust: .file(certificates.authority))
    await #expect(throws: TransportError.self) {
      try await withLoop { loop in
        _ = try await Dialer.connect(
          to: [socket.address], tls: context, serverName: name, on: loop,
          handler: ConnectionRecorder())
      }
    }
    // The list, its one entry of type host_name, and the name.
    let entry = [0, UInt8(name.utf8.count)] + Array(name.utf8)
    let bytes = await hello
    #expect(!bytes.isEmpty && bytes.contains(entry) == isTold)
  }

  /// Promise: a server that wants client certificates takes valid ones, reads their URI, and
  /// refuses clients without one.
  @Test func clientCertificates() async throws {
    let seen = Identities()
    let server = try TestServer(certificates, clientCertificates: .required) { connection in
      seen.add(connection.tls)
      return ConnectionRecorder.echo()
    }
    _ = try await call(server, credentials: certificates.client)
    #expect(seen.all.map(\.?.peerURI) == ["spiffe://lintas.test/partner"])
    #expect(seen.all.first??.peerCertificate?.first == 0x30)
    await #expect(throws: TransportError.self) { try await call(server) }
    #expect(await server.events(1).count == 1)
    server.stop()

    let lenient = try TestServer(certificates, clientCertificates: .optional)
    _ = try await call(lenient)
    _ = try await call(lenient, credentials: certificates.client)
    lenient.stop()
    #expect(lenient.events.isEmpty)
  }

  /// Promise: credentials that cannot be used are refused with a reason when the context is made.
  @Test func badCredentials() throws {
    let wrong = TLSCredentials.files(
      chain: certificates.folder + "/server.pem", key: certificates.folder + "/client.key")
    #expect(throws: TransportError.self) { try TLSContext.server(wrong) }
    #expect(throws: TransportError.self) { try TLSContext.client(trust: .pem([1, 2, 3])) }
    #expect(throws: TransportError.self) { try TLSContext.client(trust: .file("/nowhere")) }
  }

  /// Promise: an address where nobody listens is a system error, a name without address a
  /// resolution error, and a cancelled attempt is given up.
  @Test func dialing() async throws {
    let server = try TestServer(certificates)
    let port = server.port
    server.stop()
    let context = try TLSContext.client(trust: .file(certificates.authority))
    try await withLoop { loop in
      let address = try #require(SocketAddress(literal: "127.0.0.1", port: port))
      let refusal = AddressError(address: address, error: .system(call: "connect", code: 111))
      await #expect(throws: TransportError.unreachable([refusal])) {
        try await Dialer.connect(
          to: "127.0.0.1", port: port, tls: context, on: loop, handler: ConnectionRecorder())
      }
      do {
        _ = try await Dialer.connect(
          to: "nowhere.invalid", port: port, tls: context, on: loop,
          handler: ConnectionRecorder())
        Issue.record("a name in .invalid was found")
      } catch TransportError.resolution(let host, _) {
        #expect(host == "nowhere.invalid" && loop.isCurrent)
      }
    }
  }

  /// Promise: certificates can be replaced while the listener runs.
  @Test func replacedCertificates() async throws {
    let server = try TestServer(certificates)
    let fresh = try await TestCertificates()
    server.listener.replaceTLS(try TLSContext.server(fresh.server))
    await #expect(throws: TransportError.self) { try await call(server) }
    _ = try await call(server, trust: .file(fresh.authority))
    server.stop()
  }
}

// Safety: written on the server's loop, read after the calls that it answered.
/// Gathers what handshakes told.
private final class Identities: @unchecked Sendable {
  private var list: [TLSIdentity?] = []
  var all: [TLSIdentity?] { list }
  func add(_ identity: TLSIdentity?) { list.append(identity) }
}
