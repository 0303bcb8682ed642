import Testing

@testable import LintasTransport

/// Promise: a server lets go of connections that nobody uses, and of those that are old, in good
/// order and with the reason; by default of none.
@Suite(.timeLimit(.minutes(1)))
struct ConnectionLifeTests {
  private func limits(
    idle: Duration? = nil, age: Duration? = nil, ageGrace: Duration? = nil
  ) -> TransportLimits {
    var limits = TransportLimits()
    limits.connectionIdle = idle
    limits.connectionAge = age
    limits.connectionAgeGrace = ageGrace
    return limits
  }

  /// Promise: without a stream for so long, a connection is drained.
  @Test func idleConnectionIsDrained() async throws {
    try await withLoop { loop in
      let server = ConnectionRecorder()
      let peer = try RawPeer(
        loop: loop, limits: limits(idle: .milliseconds(30)), handler: server)
      peer.greet()
      #expect(await eventually(on: loop) { peer.farewells.count == 1 })
      #expect(peer.farewells == [""] && !server.isClosed)
      // The answer to the drain's PING.
      let payload = withUnsafeBytes(of: HTTP2Connection.drainPing) { Array($0) }
      peer.send(RawPeer.frame(6, 1, 0, payload))
      #expect(await eventually(on: loop) { server.isClosed })
      #expect(peer.farewells == ["", "max_idle"] && peer.goAway == nil)
      #expect(server.error == nil)
    }
  }

  /// Promise: an open stream keeps the connection, however quiet it is; the time counts from its
  /// end.
  @Test func openStreamIsNotIdle() async throws {
    try await withLoop { loop in
      let server = ConnectionRecorder.echo()
      let client = ConnectionRecorder()
      let link = try MemoryLink.pair(
        on: loop, serverLimits: limits(idle: .milliseconds(20)), server: server, client: client)
      let call = try open(link.client)
      #expect(await eventually(on: loop) { server.streams.count == 1 })
      await loop.sleep(until: .now + .milliseconds(200))
      #expect(client.goAways.isEmpty)
      let end = MonotonicTime.now
      call.stream?.finish()
      #expect(await eventually(on: loop) { client.isClosed && server.isClosed })
      #expect(call.ending == .finished && !client.goAways.isEmpty)
      #expect(MonotonicTime.now >= end + .milliseconds(20))
      #expect(client.error == nil && server.error == nil)
    }
  }

  /// Promise: at its age, give or take a tenth, a connection is drained; its streams have the
  /// grace, and one that ends within it loses nothing.
  @Test func oldConnectionIsDrained() async throws {
    try await withLoop { loop in
      let server = ConnectionRecorder.echo()
      let client = ConnectionRecorder()
      let begin = MonotonicTime.now
      let link = try MemoryLink.pair(
        on: loop, serverLimits: limits(age: .milliseconds(100)), server: server, client: client)
      let call = try open(link.client)
      #expect(await eventually(on: loop) { client.goAways.count == 2 })
      #expect(MonotonicTime.now >= begin + .milliseconds(90))
      #expect(!client.isClosed)
      call.stream?.write([1])
      call.stream?.finish()
      #expect(await eventually(on: loop) { client.isClosed && server.isClosed })
      #expect(call.ending == .finished && call.body == [1])
    }
  }

  /// Promise: a stream that outlasts the grace of its connection's age is cut.
  @Test func ageHasAGrace() async throws {
    try await withLoop { loop in
      let server = ConnectionRecorder()
      let peer = try RawPeer(
        loop: loop, limits: limits(age: .milliseconds(20), ageGrace: .milliseconds(40)),
        handler: server)
      peer.greet()
      peer.send(RawPeer.frame(1, 4, 1, RawPeer.request))
      let payload = withUnsafeBytes(of: HTTP2Connection.drainPing) { Array($0) }
      #expect(await eventually(on: loop) { peer.farewells == [""] })
      peer.send(RawPeer.frame(6, 1, 0, payload))
      #expect(await eventually(on: loop) { peer.farewells.contains("max_age") })
      #expect(await eventually(on: loop) { server.isClosed })
      #expect(server.streams[0].ending == .connectionLost)
    }
  }

  /// Promise: the ages of connections differ, by a tenth at most.
  @Test func agesDiffer() async throws {
    try await withLoop { loop in
      var spans: Set<UInt64> = []
      for _ in 0..<20 {
        let begin = loop.now.nanoseconds
        let peer = try RawPeer(
          loop: loop, limits: limits(age: .seconds(1000)), handler: ConnectionRecorder())
        spans.insert(peer.connection.ageDeadline.nanoseconds - begin)
        peer.shut(nil)
      }
      #expect(spans.count > 1)
      #expect(spans.allSatisfy { (900_000_000_000...1_100_000_000_000).contains($0) })
    }
  }

  /// Promise: a drain with a shorter grace overtakes one that gave all the time.
  @Test func shorterGraceCounts() async throws {
    try await withLoop { loop in
      let server = ConnectionRecorder()
      let client = ConnectionRecorder()
      let link = try MemoryLink.pair(
        on: loop, serverLimits: limits(age: .milliseconds(10)), server: server, client: client)
      let call = try open(link.client)
      #expect(await eventually(on: loop) { client.goAways.count == 2 })
      link.server.drain(grace: .milliseconds(10))
      #expect(await eventually(on: loop) { client.isClosed && server.isClosed })
      #expect(call.ending == .connectionLost)
    }
  }

  /// Promise: nothing of this happens by default, and none of it to a client.
  @Test func offByDefault() async throws {
    try await withLoop { loop in
      let server = try RawPeer(loop: loop, handler: ConnectionRecorder())
      let client = try RawPeer(
        role: .client, loop: loop, limits: limits(idle: .zero, age: .zero),
        handler: ConnectionRecorder())
      for peer in [server, client] {
        #expect(peer.connection.idleDeadline == .distantFuture)
        #expect(peer.connection.ageDeadline == .distantFuture)
        peer.shut(nil)
      }
    }
  }
}
