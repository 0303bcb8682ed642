import Glibc
import Testing

@testable import LintasTransport

/// Promise: a client reaches a server that is reachable at any of its addresses, soon, and says of
/// each address what stood in the way when it is not.
@Suite(.timeLimit(.minutes(1)))
struct DialRaceTests {
  private let certificates: TestCertificates

  init() async throws {
    certificates = try await TestCertificates()
  }

  /// Promise: the two families of addresses take turns, the first one's first.
  @Test func familiesTakeTurns() throws {
    let four = try (1...3).map { try #require(SocketAddress(literal: "192.0.2.\($0)", port: 1)) }
    let six = try (1...2).map { try #require(SocketAddress(literal: "2001:db8::\($0)", port: 1)) }
    #expect(AddressOrder.interleaved([]) == [])
    #expect(AddressOrder.interleaved(four) == four)
    #expect(
      AddressOrder.interleaved(six + four) == [six[0], four[0], six[1], four[1], four[2]])
    #expect(
      AddressOrder.interleaved(four + six) == [four[0], six[0], four[1], six[1], four[2]])
  }

  /// Promise: an address that takes connections and then says nothing does not hold up the next.
  @Test func silentAddressLosesTheRace() async throws {
    let silent = try SilentSocket()
    let server = try TestServer(certificates)
    let port = try await dial([silent.address, server.listener.address])
    #expect(port == server.port)
    server.stop()
  }

  /// Promise: an address that refuses is followed by the next at once, and the error of a race that
  /// nobody wins names them all.
  @Test func refusalsAreNamed() async throws {
    let server = try TestServer(certificates)
    let refusing = try (1...2).map { number in
      try #require(SocketAddress(literal: "127.0.0.\(number + 1)", port: server.port))
    }
    var limits = TransportLimits()
    limits.attemptDelay = .seconds(3600)
    let port = try await dial(refusing + [server.listener.address], limits)
    #expect(port == server.port)
    server.stop()
    let expected = refusing.map {
      AddressError(address: $0, error: .system(call: "connect", code: ECONNREFUSED))
    }
    await #expect(throws: TransportError.unreachable(expected)) {
      _ = try await dial(refusing, limits)
    }
    #expect(
      "\(TransportError.unreachable(expected))"
        == expected.map { "\($0.address): connect failed: Connection refused" }
        .joined(separator: "; "))
  }

  /// Promise: a certificate that is not believed is an error of its address, in the library's
  /// words.
  @Test func certificateIsAnErrorOfItsAddress() async throws {
    let server = try TestServer(certificates)
    do {
      _ = try await dial([server.listener.address], trust: certificates.otherAuthority)
      Issue.record("a certificate of an unknown authority was believed")
    } catch TransportError.unreachable(let errors) {
      #expect(errors.map(\.address) == [server.listener.address])
      #expect("\(errors[0])".contains("certificate verify failed"))
    }
    // The server is told why, by an alert, and names it.
    let events = await server.events(1)
    #expect(events.first.map { "\($0)" }?.contains("alert unknown ca") == true)
    server.stop()
  }

  /// Promise: when several are ready, one is used and the others are closed.
  @Test func losersAreClosed() async throws {
    let servers = try (0..<3).map { _ in try TestServer(certificates) }
    var limits = TransportLimits()
    limits.attemptDelay = .zero
    let addresses = servers.map(\.listener.address)
    try await withLoop { [limits] loop in
      let context = try TLSContext.client(trust: .file(certificates.authority))
      let handler = ConnectionRecorder()
      let connection = try await Dialer.connect(
        to: addresses, tls: context, serverName: "localhost", on: loop, limits: limits,
        handler: handler)
      #expect(
        await eventually(on: loop) {
          servers.map(\.listener.connections).reduce(0, +) == 1
        })
      connection.close()
    }
    for server in servers { server.stop() }
  }

  /// Promise: the address of a Unix socket keeps its path, also through the system.
  @Test func unixAddressesKeepTheirPath() throws {
    let path = "/tmp/\(String(repeating: "a", count: 102))"
    let address = try #require(SocketAddress(unix: path))
    #expect(address.path == path && address.host == path && address.family == .unix)
    #expect("\(address)" == "unix:\(path)")
    #expect(SocketAddress(unix: path + "b") == nil)
    #expect(SocketAddress(unix: "") == nil && SocketAddress(unix: "a\0b") == nil)
    let copy = address.withSystemAddress { pointer, length in
      var storage = sockaddr_storage()
      withUnsafeMutableBytes(of: &storage) {
        $0.copyMemory(from: UnsafeRawBufferPointer(start: pointer, count: Int(length)))
      }
      return SocketAddress(storage)
    }
    #expect(copy == address)
  }

  private func dial(
    _ addresses: [SocketAddress], _ limits: TransportLimits = TransportLimits(),
    trust: String? = nil
  ) async throws -> UInt16? {
    let context = try TLSContext.client(trust: .file(trust ?? certificates.authority))
    return try await withLoop { loop in
      let connection = try await Dialer.connect(
        to: addresses, tls: context, serverName: "localhost", on: loop, limits: limits,
        handler: ConnectionRecorder())
      let port = connection.peerAddress?.port
      connection.close()
      return port
    }
  }
}

/// A socket on which the system takes connections and nobody answers.
private final class SilentSocket {
  let address: SocketAddress
  private let socket: ListeningSocket

  init() throws {
    let any = try #require(SocketAddress(literal: "127.0.0.1", port: 0))
    socket = try ListeningSocket(address: any, backlog: 16)
    address = socket.address
  }
}
