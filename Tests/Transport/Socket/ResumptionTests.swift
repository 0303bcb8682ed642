import Foundation
import Testing

@testable import LintasTransport

/// Promise: a client that comes back spares both sides the certificates, for as long as nothing
/// has changed in them, and nobody gets in by a ticket who would not get in without.
@Suite(.timeLimit(.minutes(2)))
struct ResumptionTests {
  private let certificates: TestCertificates

  init() async throws {
    certificates = try await TestCertificates()
  }

  /// Connects, makes a call and leaves; the connection's view of the server.
  private func visit(
    _ server: TestServer, _ context: TLSContext, host: String = "localhost"
  ) async throws -> TLSIdentity {
    try await withLoop { loop in
      let client = ConnectionRecorder()
      let connection = try await Dialer.connect(
        to: "127.0.0.1", port: server.port, tls: context, serverName: host, on: loop,
        handler: client)
      let call = try open(connection)
      call.stream?.finish()
      #expect(await eventually(on: loop) { call.ending != nil })
      let identity = try #require(connection.tls)
      // Cut, as lines are: the ticket is good nevertheless.
      connection.close()
      return identity
    }
  }

  private func client(_ credentials: TLSCredentials? = nil) throws -> TLSContext {
    try TLSContext.client(trust: .file(certificates.authority), credentials: credentials)
  }

  /// Promise: the second connection is resumed, and each one after it, at every loop; what is known
  /// of the server is the same.
  @Test func clientResumes() async throws {
    let server = try TestServer(certificates, loops: 2)
    let context = try client()
    var seen: [TLSIdentity] = []
    for _ in 0..<5 { seen.append(try await visit(server, context)) }
    #expect(seen.map(\.isResumed) == [false, true, true, true, true])
    #expect(Set(seen.map(\.peerCertificate)).count == 1 && seen[4].peerCertificate != nil)
    #expect(seen.allSatisfy { $0.version == "TLSv1.3" && $0.applicationProtocol == "h2" })
    server.stop()
  }

  /// Promise: a session goes to the server and the name that it came from, and to nobody else.
  @Test func sessionsBelongToTheirServer() async throws {
    let (first, second) = (try TestServer(certificates), try TestServer(certificates))
    let context = try client()
    #expect(try await !visit(first, context).isResumed)
    #expect(try await !visit(second, context).isResumed)
    #expect(try await !visit(first, context, host: "127.0.0.1").isResumed)
    #expect(try await visit(first, context).isResumed)
    #expect(try await visit(second, context).isResumed)
    first.stop()
    second.stop()
  }

  /// Promise: a client that does not want it shakes hands in full.
  @Test func resumptionCanBeOff() async throws {
    let server = try TestServer(certificates)
    let context = try TLSContext.client(trust: .file(certificates.authority), resumes: false)
    for _ in 0..<2 { #expect(try await !visit(server, context).isResumed) }
    server.stop()
  }

  /// Promise: a ticket outlives one change of keys and not two, and a handshake in full follows.
  @Test func ticketsEndWithTheirKeys() async throws {
    let keys = TLSTicketKeys()
    let server = try TestServer(certificates, tickets: keys)
    let context = try client()
    _ = try await visit(server, context)
    keys.rotate()
    #expect(try await visit(server, context).isResumed)
    keys.rotate()
    keys.rotate()
    #expect(try await !visit(server, context).isResumed)
    #expect(try await visit(server, context).isResumed)
    server.stop()
    #expect(server.events.isEmpty)
  }

  /// Promise: keys are replaced when their time is over, and wiped after twice that time.
  @Test func keysAreReplacedInTime() async throws {
    let keys = TLSTicketKeys(lifetime: .seconds(1))
    let first = keys.sealing
    #expect(keys.opening(first.name) === first && keys.sealing === first)
    try await Task.sleep(for: .milliseconds(1050))
    let second = keys.sealing
    #expect(second !== first)
    #expect(keys.opening(second.name) === second)
    try await Task.sleep(for: .milliseconds(2100))
    #expect(keys.opening(first.name) == nil && keys.opening(second.name) == nil)
    #expect(keys.lifetimeSeconds == 1)
  }

  /// Promise: listeners that share keys and a certificate take each other's tickets; a new
  /// certificate is seen by everybody who connects after it.
  @Test func newCertificateIsShown() async throws {
    let keys = TLSTicketKeys()
    let server = try TestServer(certificates, tickets: keys)
    let context = try client()
    let before = try await visit(server, context)
    server.listener.replaceTLS(try TLSContext.server(certificates.server, tickets: keys))
    #expect(try await visit(server, context).isResumed)
    try await certificates.renewServer()
    server.listener.replaceTLS(try TLSContext.server(certificates.server, tickets: keys))
    let after = try await visit(server, context)
    #expect(!after.isResumed && after.peerCertificate != before.peerCertificate)
    #expect(try await visit(server, context).isResumed)
    server.stop()
  }

  /// Promise: a client's identity comes back with its ticket.
  @Test(arguments: [TLSClientCertificates.optional, .required])
  func identityIsResumed(wanted: TLSClientCertificates) async throws {
    let seen = IdentityList()
    let server = try TestServer(certificates, clientCertificates: wanted) { connection in
      seen.add(connection.tls)
      return ConnectionRecorder.echo()
    }
    let context = try client(certificates.client)
    #expect(try await !visit(server, context).isResumed)
    #expect(try await visit(server, context).isResumed)
    server.stop()
    #expect(seen.all.map(\.isResumed) == [false, true])
    #expect(seen.all.allSatisfy { $0.peerURI == "spiffe://lintas.test/partner" })
    #expect(seen.all[0].peerCertificate == seen.all[1].peerCertificate)
  }

  /// Promise: a ticket does not outlive the trust in its owner: once the authority is not trusted
  /// any more, its clients are refused, ticket or not.
  @Test func ticketEndsWithTheTrust() async throws {
    let keys = TLSTicketKeys()
    let server = try TestServer(certificates, clientCertificates: .required, tickets: keys)
    let context = try client(certificates.client)
    _ = try await visit(server, context)
    #expect(try await visit(server, context).isResumed)
    server.listener.replaceTLS(
      try TLSContext.server(
        certificates.server, clientCertificates: .required,
        trust: .file(certificates.otherAuthority), tickets: keys))
    await #expect(throws: TransportError.self) { try await visit(server, context) }
    server.stop()
  }

  /// Promise: a ticket of a listener that asks for nothing, or only asks, opens none that wants a
  /// certificate.
  @Test(arguments: [TLSClientCertificates.off, .optional])
  func ticketIsNoCertificate(first: TLSClientCertificates) async throws {
    let keys = TLSTicketKeys()
    let server = try TestServer(certificates, clientCertificates: first, tickets: keys)
    let context = try client()
    #expect(try await !visit(server, context).isResumed)
    #expect(try await visit(server, context).isResumed)
    server.listener.replaceTLS(
      try TLSContext.server(
        certificates.server, clientCertificates: .required, trust: .file(certificates.authority),
        tickets: keys))
    await #expect(throws: TransportError.self) { try await visit(server, context) }
    server.stop()
  }

  /// Promise: another make of client resumes too, by TLS 1.3 and 1.2, gets one ticket a handshake,
  /// and no early data.
  @Test(arguments: ["-tls1_3", "-tls1_2"])
  func opensslResumes(version: String) async throws {
    let keys = TLSTicketKeys()
    let server = try TestServer(certificates, tickets: keys)
    func connect(_ more: [String]) async throws -> String {
      try await PeerCommand.openssl(
        [
          "s_client", "-connect", "127.0.0.1:\(server.port)", "-alpn", "h2", version, "-CAfile",
          certificates.authority, "-verify_return_error", "-ign_eof",
        ] + more, in: certificates.folder,
        input: Array("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".utf8) + [0, 0, 0, 4, 0, 0, 0, 0, 0]
          // PING, then GOAWAY: the server answers and closes.
          + [0, 0, 8, 7, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
      ).output
    }
    let first = try await connect(["-sess_out", "one.pem"])
    #expect(first.contains("New, TLSv1"))
    if version == "-tls1_3" {
      #expect(first.split(separator: "Post-Handshake New Session Ticket arrived").count == 2)
      #expect(first.contains("Max Early Data: 0"))
    }
    let again = ["-sess_in", "one.pem"]
    #expect(try await connect(again).contains("Reused, TLSv1"))
    keys.rotate()
    #expect(try await connect(again).contains("Reused, TLSv1"))
    keys.rotate()
    #expect(try await connect(again).contains("New, TLSv1"))
    server.stop()
  }
}

// Safety: written on the server's loop, read after the server has ended.
/// Gathers what handshakes told.
private final class IdentityList: @unchecked Sendable {
  private(set) var all: [TLSIdentity] = []
  func add(_ identity: TLSIdentity?) { if let identity { all.append(identity) } }
}
