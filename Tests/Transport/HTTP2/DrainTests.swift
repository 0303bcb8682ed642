import Testing

@testable import LintasTransport

/// Promise: a drain loses no call that was accepted, takes no new one, and ends.
@Suite(.timeLimit(.minutes(1)))
struct DrainTests {
  /// Promise: a server's drain lets streams finish, then both sides close without an error.
  @Test func serverDrain() async throws {
    try await withLoop { loop in
      let server = ConnectionRecorder.echo()
      let client = ConnectionRecorder()
      let link = try MemoryLink.pair(on: loop, server: server, client: client)
      let call = try open(link.client)
      #expect(await eventually(on: loop) { server.streams.count == 1 })
      // The highest identifier taken is named at the end of the drain.
      let late = try open(link.client, endStream: true)
      #expect(await eventually(on: loop) { server.streams.count == 2 })
      link.server.drain()
      #expect(await eventually(on: loop) { client.goAways.count == 2 })
      #expect(client.goAways[0].lastStreamID == Int32.max)
      #expect(client.goAways[1].lastStreamID == 3)
      #expect(!link.client.canOpenStream)
      #expect(throws: TransportError.draining) { try open(link.client) }
      #expect(await eventually(on: loop) { late.ending == .finished })
      #expect(!server.isClosed && !client.isClosed)
      call.stream?.finish()
      #expect(await eventually(on: loop) { client.isClosed && server.isClosed })
      #expect(call.ending == .finished)
      #expect(server.error == nil && client.error == nil)
    }
  }

  /// Promise: a request that a GOAWAY overtakes before it has left is refused, not lost.
  @Test func overtakenRequest() async throws {
    try await withLoop { loop in
      let server = ConnectionRecorder.echo()
      let link = try MemoryLink.pair(on: loop, server: server, client: ConnectionRecorder())
      let first = try open(link.client)
      #expect(await eventually(on: loop) { server.streams.count == 1 })
      link.server.drain()
      let overtaken = try open(link.client, endStream: true)
      #expect(await eventually(on: loop) { overtaken.ending != nil })
      #expect(overtaken.ending == .neverSent && server.streams.count == 1)
      first.stream?.finish()
      #expect(await eventually(on: loop) { first.ending == .finished && server.isClosed })
    }
  }

  /// Promise: streams that do not end within the grace are cut.
  @Test func graceIsBounded() async throws {
    try await withLoop { loop in
      let server = ConnectionRecorder()
      let client = ConnectionRecorder()
      let link = try MemoryLink.pair(on: loop, server: server, client: client)
      let call = try open(link.client)
      #expect(await eventually(on: loop) { server.streams.count == 1 })
      link.server.drain(grace: .milliseconds(20))
      #expect(await eventually(on: loop) { client.isClosed && server.isClosed })
      #expect(call.ending == .connectionLost && server.streams[0].ending == .connectionLost)
    }
  }

  /// Promise: a client's drain closes once its streams have ended, at once if it has none.
  @Test func clientDrain() async throws {
    try await withLoop { loop in
      let server = ConnectionRecorder.echo()
      let client = ConnectionRecorder()
      let link = try MemoryLink.pair(on: loop, server: server, client: client)
      let call = try open(link.client)
      #expect(await eventually(on: loop) { client.ready })
      link.client.drain()
      call.stream?.write([1])
      call.stream?.finish()
      #expect(await eventually(on: loop) { client.isClosed && server.isClosed })
      #expect(call.ending == .finished && client.error == nil && server.error == nil)
    }
  }

  /// Promise: a client's drain gives its streams all the time they need; with a grace, streams that
  /// it cuts are told why.
  @Test(arguments: [true, false]) func clientDrainIsPatient(hasGrace: Bool) async throws {
    try await withLoop { loop in
      var limits = TransportLimits()
      limits.drainGrace = .milliseconds(10)
      let client = ConnectionRecorder()
      let link = try MemoryLink.pair(
        on: loop, clientLimits: limits, server: ConnectionRecorder.echo(), client: client)
      let call = try open(link.client)
      #expect(await eventually(on: loop) { client.ready })
      link.client.drain(grace: hasGrace ? .milliseconds(10) : nil)
      if hasGrace {
        #expect(await eventually(on: loop) { call.ending != nil })
      } else {
        await loop.sleep(until: .now + .milliseconds(50))
        #expect(call.ending == nil)
        call.stream?.finish()
      }
      #expect(await eventually(on: loop) { client.isClosed })
      #expect(client.error == (hasGrace ? .timedOut(.drain) : nil))
      #expect(call.ending == (hasGrace ? .connectionLost : .finished))
    }
  }

  /// Promise: what a peer says with its GOAWAY is in the error, cut and without control characters.
  @Test func reasonOfAGoAway() async throws {
    try await withLoop { loop in
      let client = ConnectionRecorder()
      let peer = try RawPeer(role: .client, loop: loop, handler: client)
      peer.greet()
      let reason = Array("too_many_pings\n".utf8) + [UInt8](repeating: 0x78, count: 1000)
      peer.send(RawPeer.frame(7, 0, 0, [0, 0, 0, 0, 0, 0, 0, 11] + reason))
      let text = "the peer sent GOAWAY: too_many_pings?" + String(repeating: "x", count: 113)
      #expect(peer.connection.error == .http2(.enhanceYourCalm, text))
      peer.shut(nil)
    }
  }

  /// Promise: a client learns that its identifiers run out before they have, and opens none beyond.
  @Test func identifiersRunOut() async throws {
    try await withLoop { loop in
      let server = ConnectionRecorder.echo()
      let link = try MemoryLink.pair(on: loop, server: server, client: ConnectionRecorder())
      #expect(!link.client.nearsExhaustion)
      link.client.session.nextStreamID = 0x7fff_ffff
      #expect(link.client.nearsExhaustion && link.client.canOpenStream)
      let last = try open(link.client, endStream: true)
      #expect(await eventually(on: loop) { last.ending == .finished })
      #expect(throws: TransportError.draining) { try open(link.client, endStream: true) }
    }
  }

  /// Promise: a peer that does not send its SETTINGS in time is told so and cut off.
  @Test func deadlinesOfSilentPeers() async throws {
    try await withLoop { loop in
      var limits = TransportLimits()
      limits.settingsTimeout = .milliseconds(20)
      let server = ConnectionRecorder()
      let peer = try RawPeer(loop: loop, limits: limits, handler: server)
      #expect(await eventually(on: loop) { server.isClosed })
      #expect(server.error == .timedOut(.settings))
      #expect(peer.goAway == .settingsTimeout)
    }
  }
}
