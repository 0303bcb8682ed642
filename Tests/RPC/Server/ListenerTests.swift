import Foundation
import LintasProtobuf
import LintasStandard
import LintasTransport
import Synchronization
import Testing

@testable import LintasRPC

/// Promise: a server has as many ways in as it likes, each with its own rules for certificates,
/// which are changed without dropping anybody; a handler knows who its caller has proven to be.
@Suite(.timeLimit(.minutes(5))) struct ListenerTests {
  private let pki: OpenSSLCertificates

  init() throws {
    pki = try OpenSSLCertificates()
    try pki.leaf("partner", "subjectAltName=URI:spiffe://lintas.test/partner")
    try pki.leaf("nameless", "subjectAltName=DNS:partner.test")
    try pki.leaf("twofold", "subjectAltName=URI:spiffe://lintas.test/a,URI:spiffe://lintas.test/b")
    try pki.authority("other")
    try pki.leaf("stranger", "subjectAltName=URI:spiffe://lintas.test/partner", by: "other")
  }

  /// Runs a server whose Echo says who calls, by the certificate.
  private func withServer(
    _ body: @Sendable (GRPCServer) async throws -> Void
  ) async throws {
    var router = Router<Visitor>(door: OpenDoor())
    router.unary(Probe.echo) { _, visitor in
      let identity = visitor.context.identity
      return note("\(identity?.peerURI ?? "nobody") \(identity?.peerCertificate != nil)")
    }
    router.bidirectional(Probe.chat) { notes, answers, _ in
      for try await note in notes { try await answers.write(note) }
    }
    var configuration = ServerConfiguration()
    configuration.transport = patient(configuration.transport)
    let (configured, routed) = (configuration, router)
    try await GRPCServer.run(
      router: routed, configuration: configured, grace: .seconds(5), body)
  }

  private func context(
    _ wanted: TLSClientCertificates = .off, tickets: TLSTicketKeys = TLSTicketKeys()
  ) throws -> TLSContext {
    try TLSContext.server(
      pki.credentials("server"), clientCertificates: wanted,
      trust: wanted == .off ? nil : .file(pki.certificate("ca")), tickets: tickets)
  }

  private func loopback() throws -> SocketAddress {
    try #require(SocketAddress(literal: "127.0.0.1", port: 0))
  }

  private func ask(_ address: SocketAddress, as name: String?) async throws -> String {
    let tls = try TLSContext.client(
      trust: .file(pki.certificate("ca")), credentials: name.map { pki.credentials($0) })
    let channel = try Channel(addresses: [address], tls: tls, serverName: "localhost")
    defer { channel.close() }
    do {
      return try await channel.unary(Probe.echo, Note()).typeURL
    } catch {
      return "\((error as? Status)?.code.description ?? "\(error)")"
    }
  }

  /// What each listener answers to each client: ours, and one of another make.
  static let table: [(TLSClientCertificates, String?, String)] = [
    (.off, nil, "nobody false"), (.off, "partner", "nobody false"),
    (.optional, nil, "nobody false"), (.optional, "partner", "spiffe://lintas.test/partner true"),
    (.optional, "nameless", "nobody true"), (.optional, "twofold", "nobody true"),
    (.optional, "stranger", "UNAVAILABLE"),
    (.required, nil, "UNAVAILABLE"), (.required, "partner", "spiffe://lintas.test/partner true"),
    (.required, "stranger", "UNAVAILABLE"),
  ]

  /// A channel to a place shows the certificate that it was given, and says of one that cannot be
  /// used what is wrong.
  @Test func channelShowsItsCertificate() async throws {
    try await withServer { server in
      let address = try server.listen(on: try loopback(), tls: try context(.required))
      let channel = try Channel(
        "127.0.0.1:\(address.port)", trust: .authority(file: pki.certificate("ca")),
        certificate: .files(chain: pki.certificate("partner"), key: pki.key("partner")),
        serverName: "localhost")
      defer { channel.close() }
      let answer = try await channel.unary(Probe.echo, Note())
      #expect(answer.typeURL == "spiffe://lintas.test/partner true")
    }
    let refusal = #expect(throws: Status.self) {
      try Channel(
        "127.0.0.1:1", trust: .system,
        certificate: .files(chain: pki.certificate("partner"), key: pki.key("stranger")))
    }
    #expect(refusal?.code == .invalidArgument)
  }

  /// Exactly one URI, of the leaf, signed by who is trusted; the common name never counts.
  @Test(arguments: table)
  func clientCertificatesAreAskedForAsTheListenerSays(
    wanted: TLSClientCertificates, name: String?, answer: String
  ) async throws {
    try await withServer { server in
      let address = try server.listen(on: try loopback(), tls: try context(wanted))
      #expect(try await ask(address, as: name) == answer)
      guard PythonServer.python != nil else { return }
      var arguments = ["--authority", pki.certificate("ca")]
      if let name { arguments += ["--certificate", pki.certificate(name), "--key", pki.key(name)] }
      let theirs = try await PeerProgram.grpcioClient("127.0.0.1:\(address.port)", arguments)
      #expect(theirs == answer)
    }
  }

  /// Two ways in of one server have rules of their own, and share what tickets are sealed with.
  @Test func eachListenerHasItsOwnRules() async throws {
    try await withServer { server in
      let keys = TLSTicketKeys()
      let open = try server.listen(on: try loopback(), tls: try context(tickets: keys))
      let closed = try server.listen(on: try loopback(), tls: try context(.required, tickets: keys))
      #expect(try await ask(open, as: nil) == "nobody false")
      #expect(try await ask(closed, as: nil) == "UNAVAILABLE")
      #expect(try await ask(closed, as: "partner") == "spiffe://lintas.test/partner true")
    }
  }

  /// A Unix socket beside TCP, for our client and for one of another make.
  @Test func unixSocketBesideTCP() async throws {
    let path = pki.folder + "/s"
    try await withServer { server in
      let tcp = try server.listen(on: try loopback(), tls: try context())
      let unix = try server.listen(
        on: try #require(SocketAddress(unix: path)), tls: try context(.optional))
      #expect(unix.description == "unix:\(path)")
      #expect(try await ask(tcp, as: nil) == "nobody false")
      #expect(try await ask(unix, as: "partner") == "spiffe://lintas.test/partner true")
      let channel = try Channel(
        "unix:\(path)", trust: .authority(file: pki.certificate("ca")))
      #expect(try await channel.unary(Probe.echo, Note()).typeURL == "nobody false")
      channel.close()
      guard PythonServer.python != nil else { return }
      let theirs = try await PeerProgram.grpcioClient(
        "unix:\(path)", ["--authority", pki.certificate("ca")])
      #expect(theirs == "nobody false")
    }
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  /// New certificates: who is connected goes on, who connects sees the new one; a context that
  /// cannot be made changes nothing; other listeners keep theirs.
  @Test func certificatesAreReplacedWithoutDroppingAConnection() async throws {
    try await withServer { server in
      let keys = TLSTicketKeys()
      let address = try server.listen(on: try loopback(), tls: try context(tickets: keys))
      let other = try server.listen(on: try loopback(), tls: try context(tickets: keys))
      let tls = try TLSContext.client(trust: .file(pki.certificate("ca")))
      let channel = try Channel(addresses: [address], tls: tls, serverName: "localhost")
      let chat = channel.bidirectional(Probe.chat)
      var answers = chat.responses.makeAsyncIterator()
      try await chat.requests.write(note("before"))
      #expect(try await answers.next()?.typeURL == "before")
      let old = try await shown(address)

      try Data("no key".utf8).write(to: URL(fileURLWithPath: pki.key("server")))
      #expect(throws: TransportError.self) { try context(tickets: keys) }
      #expect(try await shown(address) == old)

      try pki.leaf("server", "subjectAltName=DNS:localhost")
      #expect(server.replaceTLS(try context(tickets: keys), on: address) == 1)
      let new = try await shown(address)
      #expect(new != old && !new.isEmpty)
      #expect(try await shown(other) == old)
      #expect(server.replaceTLS(try context(tickets: keys)) == 2)
      #expect(try await shown(other) == new)

      try await chat.requests.write(note("after"))
      #expect(try await answers.next()?.typeURL == "after")
      try await chat.requests.finish()
      #expect(try await answers.next() == nil)
      #expect(try await channel.unary(Probe.echo, Note()).typeURL == "nobody false")
      channel.close()
    }
  }

  /// A channel resumes its session when it connects anew.
  @Test func channelResumesItsSession() async throws {
    let seen = Mutex<[Bool?]>([])
    var router = Router<Visitor>(door: OpenDoor())
    router.unary(Probe.echo) { note, visitor in
      seen.withLock { $0.append(visitor.context.identity?.isResumed) }
      return note
    }
    var configuration = ServerConfiguration()
    configuration.loops = 2
    configuration.transport.connectionIdle = .milliseconds(500)
    let (configured, routed) = (configuration, router)
    try await GRPCServer.run(router: routed, configuration: configured) { server in
      let address = try server.listen(on: try loopback(), tls: try context())
      let channel = try Channel(
        "127.0.0.1:\(address.port)", trust: .authority(file: pki.certificate("ca")),
        serverName: "localhost")
      let core = channel.core
      for _ in 0..<3 {
        _ = try await channel.unary(Probe.echo, Note())
        for _ in 0..<30_000 where await core.loop.run({ !core.connections.isEmpty }) {
          try await Task.sleep(for: .milliseconds(2))
        }
      }
      channel.close()
    }
    #expect(seen.withLock { $0 } == [false, true, true])
  }

  /// The certificate that a listener shows to who comes now, by another make of client.
  private func shown(_ address: SocketAddress) async throws -> String {
    let port = "127.0.0.1:\(address.port)"
    let (_, text) = try PeerProgram.run(
      "openssl", ["s_client", "-connect", port, "-alpn", "h2", "-showcerts"])
    let parts = text.split(separator: "-----")
    let place = parts.firstIndex(of: "BEGIN CERTIFICATE").map { $0 + 1 }
    return place.map { String(parts[$0]) } ?? ""
  }
}
