import Testing

@testable import LintasTransport

/// Promise: a server bears PINGs as gRPC's keepalive.md says, and no more.
@Suite(.timeLimit(.minutes(1)))
struct PingStrikesTests {
  private static let ping = RawPeer.frame(6, 0, 0, [UInt8](repeating: 7, count: 8))

  /// When the PINGs of a client come, in seconds, and which of them ends the connection.
  struct Course: Sendable, CustomTestStringConvertible {
    var seconds: [Int]
    var hasStreams = true
    var permits = false
    var end: Int?
    var testDescription: String { "\(seconds), streams \(hasStreams), permits \(permits)" }
  }

  /// Promise: the defaults are those of keepalive.md.
  @Test func defaultsAreThoseOfGRPC() {
    let limits = TransportLimits()
    #expect(limits.keepaliveInterval == .seconds(7200) && limits.keepaliveTimeout == .seconds(20))
    #expect(limits.pingInterval == .seconds(300) && limits.pingStrikes == 2)
    #expect(!limits.pingsWithoutStreams && !limits.keepaliveWithoutStreams)
  }

  /// Promise: five minutes between PINGs with a stream open, two hours without one unless that is
  /// permitted; the third strike ends the connection.
  @Test(arguments: [
    Course(seconds: [0, 300, 600, 900, 1200]),
    Course(seconds: [0, 299, 598, 897], end: 3),
    Course(seconds: [0, 1, 2, 400, 700, 701], end: 5),
    Course(seconds: [0, 300, 600, 900], hasStreams: false, end: 3),
    Course(seconds: [0, 7200, 14400, 21600], hasStreams: false),
    Course(seconds: [0, 300, 600, 900], hasStreams: false, permits: true),
    Course(seconds: [0, 10, 20, 30], hasStreams: false, permits: true, end: 3),
  ])
  func strikes(course: Course) {
    var limits = TransportLimits()
    limits.pingsWithoutStreams = course.permits
    var strikes = PingStrikes()
    let start = MonotonicTime.now
    let end = course.seconds.firstIndex {
      !strikes.bears(
        pingAt: start + .seconds($0), hasStreams: course.hasStreams, limits: limits)
    }
    #expect(end == course.end)
  }

  /// Promise: what the server sends forgives the strikes before it and the next PING.
  @Test func contentForgives() {
    let limits = TransportLimits()
    var strikes = PingStrikes()
    let now = MonotonicTime.now
    func bears() -> Bool { strikes.bears(pingAt: now, hasStreams: true, limits: limits) }
    #expect(bears() && bears() && bears())
    strikes.isPardoned = true
    #expect(bears() && bears() && bears())
    #expect(!bears())
  }

  /// Promise: the connection of a client that asks too often ends with GOAWAY ENHANCE_YOUR_CALM and
  /// the words that clients know, once, and nothing follows.
  @Test func tooManyPingsEndTheConnection() async throws {
    try await withLoop { loop in
      let server = ConnectionRecorder()
      server.onAccept = { recorder in
        recorder.onHeaders = { stream in
          stream.respond(HeaderList([(":status", "200")]))
          stream.write([UInt8](repeating: 1, count: 100_000))
        }
      }
      let peer = try RawPeer(loop: loop, handler: server)
      peer.greet()
      peer.send(RawPeer.frame(1, 4, 1, RawPeer.request))
      #expect(await eventually(on: loop) { peer.frames.contains(0) })
      for _ in 0..<3 { peer.send(Self.ping) }
      #expect(await eventually(on: loop) { peer.frames.filter { $0 == 6 }.count == 3 })
      #expect(peer.goAway == nil)
      let before = peer.frames.filter { $0 == 0 }.count
      // The peer's window opens: what waited for it must not follow the GOAWAY.
      peer.send(RawPeer.frame(8, 0, 0, [0, 1, 0, 0]) + RawPeer.frame(8, 0, 1, [0, 1, 0, 0]))
      peer.send(Self.ping)
      #expect(await eventually(on: loop) { server.isClosed })
      #expect(peer.goAway == .enhanceYourCalm)
      #expect(peer.farewells == ["too_many_pings"])
      #expect(peer.frames.last == 7)
      #expect(peer.frames.filter { $0 == 0 }.count == before)
      #expect(server.error == .http2(.enhanceYourCalm, "too many pings"))
    }
  }

  /// Promise: a client that is sent something between its PINGs may ask as often as it is.
  @Test func answersMakeRoomForPings() async throws {
    try await withLoop { loop in
      let server = ConnectionRecorder.echo()
      let peer = try RawPeer(loop: loop, handler: server)
      peer.greet()
      for id in 0..<20 as Range<UInt32> {
        peer.send(Self.ping)
        let answers = peer.frames.filter { $0 == 1 }.count
        peer.send(RawPeer.frame(1, 5, 2 * id + 1, RawPeer.request))
        #expect(
          await eventually(on: loop) { peer.frames.filter { $0 == 1 }.count >= answers + 2 })
      }
      #expect(peer.goAway == nil && !server.isClosed)
      peer.connection.close()
    }
  }

  /// Promise: a server's PINGs are answered by a client as often as they come.
  @Test func clientBearsAllPings() async throws {
    try await withLoop { loop in
      let client = ConnectionRecorder()
      let peer = try RawPeer(role: .client, loop: loop, handler: client)
      peer.greet()
      for _ in 0..<20 { peer.send(Self.ping) }
      #expect(await eventually(on: loop) { peer.frames.filter { $0 == 6 }.count == 20 })
      #expect(!client.isClosed)
      peer.connection.close()
    }
  }
}
