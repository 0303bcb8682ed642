import Testing

@testable import LintasTransport

/// Promise: a client asks after a silence whether its server is there, though not while nobody
/// waits for anything, and learns that it asks too often.
@Suite(.timeLimit(.minutes(1)))
struct KeepaliveTests {
  /// Promise: without a stream nothing is asked; a stream that is opened asks at once, and an
  /// answer that does not come ends the connection.
  @Test func clientAsksOnlyForItsStreams() async throws {
    try await withLoop { loop in
      var limits = TransportLimits()
      limits.keepaliveInterval = .milliseconds(20)
      limits.keepaliveTimeout = .milliseconds(40)
      let client = ConnectionRecorder()
      let peer = try RawPeer(role: .client, loop: loop, limits: limits, handler: client)
      peer.greet()
      #expect(await eventually(on: loop) { peer.connection.isKeepaliveAsleep })
      #expect(!peer.frames.contains(6) && !client.isClosed)
      _ = try open(peer.connection)
      #expect(await eventually(on: loop) { peer.frames.contains(6) })
      #expect(await eventually(on: loop) { client.isClosed })
      #expect(client.error == .timedOut(.keepalive))
    }
  }

  /// Promise: a server that answers keeps its connection, and is asked again.
  @Test func answersKeepTheConnection() async throws {
    try await withLoop { loop in
      var limits = TransportLimits()
      limits.keepaliveInterval = .milliseconds(5)
      limits.keepaliveTimeout = .seconds(600)
      limits.keepaliveWithoutStreams = true
      let client = ConnectionRecorder()
      let peer = try RawPeer(role: .client, loop: loop, limits: limits, handler: client)
      peer.greet()
      for number in 1...5 {
        #expect(
          await eventually(on: loop) { peer.frames.filter { $0 == 6 }.count == number })
        peer.send(RawPeer.frame(6, 1, 0, [UInt8](repeating: 0, count: 8)))
      }
      #expect(!client.isClosed)
      peer.connection.close()
    }
  }

  /// Promise: a GOAWAY for too many pings is told apart from others.
  @Test(arguments: [("too_many_pings", true), ("max_age", false)])
  func tiredServerIsKnown(reason: String, isTired: Bool) async throws {
    try await withLoop { loop in
      let client = ConnectionRecorder()
      let peer = try RawPeer(role: .client, loop: loop, handler: client)
      peer.greet()
      // Last stream 0, ENHANCE_YOUR_CALM, and the reason.
      peer.send(RawPeer.frame(7, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0x0B] + Array(reason.utf8)))
      #expect(peer.connection.isTiredOfPings == isTired)
      #expect(client.goAways.count == 1)
      peer.shut(nil)
    }
  }
}
