import Testing

@testable import LintasTransport

/// Promise: a peer that floods, or breaks the protocol, is told so with one GOAWAY and cut off; it
/// costs a bounded amount of work and memory.
@Suite(.timeLimit(.minutes(1)))
struct AttackTests {
  /// Sends `bytes` until the connection ends, at most `times`; true if it ended with `code`.
  private func floods(
    _ code: HTTP2ErrorCode, times: Int = 10_000, limits: TransportLimits = TransportLimits(),
    prepare: @Sendable (RawPeer) -> Void = { _ in },
    _ bytes: @escaping @Sendable (Int) -> [UInt8]
  ) async throws -> Bool {
    try await withLoop { loop in
      let server = ConnectionRecorder()
      let peer = try RawPeer(loop: loop, limits: limits, handler: server)
      peer.greet()
      prepare(peer)
      for index in 0..<times where !server.isClosed {
        peer.send(bytes(index))
        if index % 50 == 0 { await Task.yield() }
      }
      guard await eventually(on: loop, { server.isClosed }) else { return false }
      return peer.goAway == code
    }
  }

  /// Promise: PING, SETTINGS, PRIORITY, empty DATA, frames of unknown types and WINDOW_UPDATE in
  /// masses end the connection, though each alone is legal.
  @Test func framesWithoutContent() async throws {
    // Of PINGs alone the server has enough earlier, unless it bears them.
    for interval in [Duration.zero, .seconds(300)] {
      var limits = TransportLimits()
      limits.pingInterval = interval
      limits.pingsWithoutStreams = true
      #expect(
        try await floods(.enhanceYourCalm, limits: limits) { _ in
          RawPeer.frame(6, 0, 0, [0, 1, 2, 3, 4, 5, 6, 7])
        })
    }
    #expect(try await floods(.enhanceYourCalm) { _ in RawPeer.frame(4, 0, 0) })
    #expect(
      try await floods(.enhanceYourCalm) { _ in RawPeer.frame(2, 0, 3, [0, 0, 0, 0, 16]) })
    #expect(try await floods(.enhanceYourCalm) { _ in RawPeer.frame(0xbe, 0, 0, [1, 2, 3]) })
    #expect(
      try await floods(.enhanceYourCalm) { _ in RawPeer.frame(8, 0, 0, [0, 0, 0, 1]) })
    let opens: @Sendable (RawPeer) -> Void = {
      $0.send(RawPeer.frame(1, 4, 1, RawPeer.request))
    }
    #expect(
      try await floods(.enhanceYourCalm, prepare: opens) { _ in RawPeer.frame(0, 0, 1) })
  }

  /// Promise: so do frames that look like an answer or an end: PINGs that nobody asked for, GOAWAY
  /// again and again, DATA that is all padding.
  @Test func framesThatPassForContent() async throws {
    let opens: @Sendable (RawPeer) -> Void = { $0.send(RawPeer.frame(1, 4, 1, RawPeer.request)) }
    #expect(
      try await floods(.enhanceYourCalm) { _ in
        RawPeer.frame(6, 1, 0, [0, 1, 2, 3, 4, 5, 6, 7])
      })
    #expect(
      try await floods(.enhanceYourCalm, prepare: opens) { _ in
        RawPeer.frame(7, 0, 0, [0, 0, 0, 0, 0, 0, 0, 0])
      })
    #expect(
      try await floods(.enhanceYourCalm, prepare: opens) { index in
        // Padded: the length of the padding, and so many zeros.
        RawPeer.frame(0, 8, 1, index % 2 == 0 ? [0] : [3, 0, 0, 0])
      })
  }

  /// Promise: a server that answers one request with interim responses without end is cut off.
  @Test func interimResponsesWithoutEnd() async throws {
    try await withLoop { loop in
      let client = ConnectionRecorder()
      let peer = try RawPeer(role: .client, loop: loop, handler: client)
      peer.greet()
      await loop.sleep(until: .now)
      let call = try open(peer.connection)
      #expect(await eventually(on: loop) { peer.frames.contains(1) })
      let interim = RawPeer.frame(1, 4, 1, RawPeer.block([(":status", "103")]))
      for index in 0..<10_000 where !client.isClosed {
        peer.send(interim)
        if index % 50 == 0 { await Task.yield() }
      }
      #expect(await eventually(on: loop) { client.isClosed })
      #expect(peer.goAway == .enhanceYourCalm)
      #expect(call.ending == .connectionLost)
    }
  }

  /// Promise: requests that wait because the socket takes no more are a client's own and no flood.
  @Test func ownRequestsAreNoFlood() async throws {
    try await withLoop { loop in
      let client = ConnectionRecorder()
      let peer = try RawPeer(role: .client, loop: loop, handler: client)
      peer.greet()
      await loop.sleep(until: .now)
      for _ in 0..<6000 { _ = try open(peer.connection) }
      // In the same turn, so nothing has left.
      peer.send(RawPeer.frame(4, 0, 0))
      await loop.sleep(until: .now)
      #expect(!client.isClosed && client.error == nil)
      #expect(peer.goAway == nil)
      peer.connection.close()
    }
  }

  /// Promise: padding is credited as it comes, also where a handler gives just what it wants.
  @Test func paddingIsCredited() async throws {
    try await withLoop { loop in
      let server = ConnectionRecorder()
      server.onAccept = { $0.consumes = false }
      let peer = try RawPeer(loop: loop, handler: server)
      peer.greet()
      peer.send(RawPeer.frame(1, 4, 1, RawPeer.request))
      for _ in 0..<10 {
        peer.send(RawPeer.frame(0, 8, 1, [99] + [UInt8](repeating: 1, count: 106)))
      }
      #expect(await eventually(on: loop) { peer.credit[1] != nil })
      #expect(server.streams.first?.body.count == 70)
      server.streams.first?.stream?.allow(500_000)
      #expect(await eventually(on: loop) { peer.credit[1] == 10 * 100 + 500_000 })
      // It may use that.
      for _ in 0..<40 {
        peer.send(RawPeer.frame(0, 0, 1, [UInt8](repeating: 1, count: 16_384)))
      }
      #expect(server.streams.first?.body.count == 70 + 40 * 16_384)
      #expect(peer.resets.isEmpty && peer.goAway == nil)
    }
  }

  /// Promise: a peer that opens and resets streams at once is cut off (CVE-2023-44487).
  @Test func rapidReset() async throws {
    let ended = try await withLoop { loop in
      let server = ConnectionRecorder()
      let peer = try RawPeer(loop: loop, handler: server)
      peer.greet()
      for index in 0..<400 where !server.isClosed {
        let id = UInt32(index * 2 + 1)
        peer.send(
          RawPeer.frame(1, 4, id, RawPeer.request) + RawPeer.frame(3, 0, id, [0, 0, 0, 8]))
        await Task.yield()
      }
      #expect(server.streams.count < 250)
      return await eventually(on: loop) { server.isClosed && peer.goAway != nil }
    }
    #expect(ended)
  }

  /// Promise: a peer that makes *this* side reset streams is cut off as well (CVE-2025-8671).
  @Test func provokedResets() async throws {
    #expect(
      try await floods(.enhanceYourCalm, times: 400) { index in
        let id = UInt32(index * 2 + 1)
        // The second frame pushes the stream's window beyond 2^31 - 1.
        return RawPeer.frame(1, 4, id, RawPeer.request)
          + RawPeer.frame(8, 0, id, [0x7f, 0xff, 0xff, 0xff])
      })
  }

  /// Promise: a header block beyond the limits of fields or size resets its stream, and no handler
  /// sees more than the limit; a block in endless CONTINUATION frames ends the connection.
  @Test func headerBombs() async throws {
    try await withLoop { loop in
      let server = ConnectionRecorder()
      let peer = try RawPeer(loop: loop, handler: server)
      peer.greet()
      let many = RawPeer.request + RawPeer.block((0..<100).map { ("x-\($0)", "v") })
      peer.send(RawPeer.frame(1, 5, 1, many))
      let value = String(repeating: "v", count: 120)
      let large = RawPeer.request + RawPeer.block((0..<60).map { ("cookie", "\($0)=" + value) })
      peer.send(RawPeer.frame(1, 5, 3, large))
      #expect(await eventually(on: loop) { peer.resets.count == 2 })
      #expect(peer.resets == [.enhanceYourCalm, .enhanceYourCalm])
      #expect(server.streams.allSatisfy { $0.ending == .reset(.enhanceYourCalm) })
      #expect(server.streams.allSatisfy { $0.sections == 0 && $0.fields.count <= 64 })
      #expect(!server.isClosed)
      peer.send(RawPeer.frame(1, 0, 5, RawPeer.request))
      for _ in 0..<20 where !server.isClosed { peer.send(RawPeer.frame(9, 0, 5, [])) }
      #expect(await eventually(on: loop) { server.isClosed })
      #expect(peer.goAway != nil)
    }
  }

  /// Promise: streams beyond the limit that a client cannot have heard of yet are refused, so that
  /// it may try them again; one that has acknowledged the limit and passes it is cut off.
  @Test func streamsOverTheLimitAreRefused() async throws {
    try await withLoop { loop in
      var limits = TransportLimits()
      limits.concurrentStreams = 3
      let server = ConnectionRecorder()
      let peer = try RawPeer(loop: loop, limits: limits, handler: server)
      peer.greet(acknowledges: false)
      for index in 0..<5 {
        peer.send(RawPeer.frame(1, 4, UInt32(index * 2 + 1), RawPeer.request))
      }
      #expect(await eventually(on: loop) { peer.resets.count == 2 })
      #expect(peer.resets == [.refusedStream, .refusedStream])
      #expect(server.streams.count == 3 && !server.isClosed)
      peer.send(RawPeer.frame(4, 1, 0))
      peer.send(RawPeer.frame(1, 4, 11, RawPeer.request))
      #expect(await eventually(on: loop) { server.isClosed })
      #expect(peer.goAway == .protocolError)
    }
  }

  /// Promise: a header block that is refused costs its stream and not, later, the connection.
  @Test func refusedHeaderBlocksAreOver() async throws {
    try await withLoop { loop in
      var limits = TransportLimits()
      limits.headerBlockTimeout = .milliseconds(20)
      let server = ConnectionRecorder()
      let peer = try RawPeer(loop: loop, limits: limits, handler: server)
      peer.greet()
      let many = RawPeer.request + RawPeer.block((0..<100).map { ("x-\($0)", "v") })
      peer.send(RawPeer.frame(1, 5, 1, many))
      // The library refuses a request without a path.
      peer.send(RawPeer.frame(1, 5, 3, RawPeer.block([(":method", "POST")])))
      #expect(await eventually(on: loop) { peer.resets.count == 2 })
      await loop.sleep(until: .now + .milliseconds(60))
      #expect(!server.isClosed && server.error == nil)
    }
  }

  /// Promise: header blocks on streams that were passed over cost the peer its patience account.
  @Test func headersOnPassedStreamsAreCounted() async throws {
    try await withLoop { loop in
      var limits = TransportLimits()
      limits.glitchBurst = 10
      limits.glitchRate = 0
      let server = ConnectionRecorder()
      let peer = try RawPeer(loop: loop, limits: limits, handler: server)
      peer.greet()
      peer.send(RawPeer.frame(1, 4, 9, RawPeer.request))
      for _ in 0..<10 { peer.send(RawPeer.frame(1, 5, 3, RawPeer.request)) }
      #expect(!server.isClosed && server.streams.count == 1)
      for _ in 0..<5 { peer.send(RawPeer.frame(1, 5, 3, RawPeer.request)) }
      #expect(await eventually(on: loop) { server.isClosed })
      #expect(peer.goAway == .enhanceYourCalm)
    }
  }

  /// Promise: a header block that never ends is given up after its deadline.
  @Test func slowHeaderBlock() async throws {
    try await withLoop { loop in
      var limits = TransportLimits()
      limits.headerBlockTimeout = .milliseconds(20)
      let server = ConnectionRecorder()
      let peer = try RawPeer(loop: loop, limits: limits, handler: server)
      peer.greet()
      peer.send(RawPeer.frame(1, 0, 1, RawPeer.request))
      #expect(await eventually(on: loop) { server.isClosed })
      #expect(server.error == .timedOut(.headerBlock))
      #expect(server.streams.map(\.ending) == [.connectionLost])
    }
  }

  /// Promise: bytes that are not HTTP/2 end the connection with an error and nothing else.
  @Test func garbage() async throws {
    try await withLoop { loop in
      let server = ConnectionRecorder()
      let peer = try RawPeer(loop: loop, handler: server)
      peer.send(Array("GET / HTTP/1.1\r\nHost: localhost\r\n\r\n".utf8))
      #expect(await eventually(on: loop) { server.isClosed })
      #expect(server.error != nil && peer.connection.openStreams == 0)
    }
  }

  /// Promise: random bytes after a good beginning never trap. The seed is printed.
  @Test func randomBytes() async throws {
    let seed = UInt64.random(in: 1...UInt64.max)
    print("seed \(seed)")
    try await withLoop { loop in
      var state = seed
      func next(_ bound: UInt64) -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state % bound
      }
      for round in 0..<2000 {
        let server = ConnectionRecorder.echo()
        let peer = try RawPeer(loop: loop, handler: server)
        peer.greet()
        for _ in 0..<next(12) where !server.isClosed {
          let payload = (0..<next(40)).map { _ in UInt8(next(256)) }
          let body = next(3) == 0 ? RawPeer.request : payload
          peer.send(
            RawPeer.frame(UInt8(next(12)), UInt8(next(64)), UInt32(next(8)), body))
        }
        if round % 16 == 0 { await Task.yield() }
        peer.shut(nil)
        #expect(server.isClosed && server.streams.allSatisfy { $0.ending != nil })
      }
    }
  }

  /// Promise: a stream whose bytes the peer's window holds up for too long is reset.
  @Test func stalledStream() async throws {
    try await withLoop { loop in
      var limits = TransportLimits()
      limits.writeStallTimeout = .milliseconds(30)
      let server = ConnectionRecorder()
      server.onAccept = { recorder in
        recorder.onHeaders = { stream in
          stream.respond(HeaderList([(":status", "200")]))
          stream.write([UInt8](repeating: 0, count: 200_000))
        }
      }
      let peer = try RawPeer(loop: loop, limits: limits, handler: server)
      peer.greet()
      peer.holdsBytes = true
      peer.send(RawPeer.frame(1, 5, 1, RawPeer.request))
      // As long as the socket holds everything up, no stream is to blame.
      await loop.sleep(until: .now + .milliseconds(100))
      #expect(server.streams.count == 1 && server.streams[0].ending == nil)
      peer.holdsBytes = false
      #expect(await eventually(on: loop) { server.streams.first?.ending != nil })
      #expect(server.streams[0].ending == .reset(.cancel) && peer.resets == [.cancel])
      #expect(peer.connection.queuedBytes == 0 && !server.isClosed)
    }
  }

  /// Promise: a peer that is silent is asked, and given up when it does not answer.
  @Test func keepalive() async throws {
    try await withLoop { loop in
      var limits = TransportLimits()
      limits.keepaliveInterval = .milliseconds(20)
      limits.keepaliveTimeout = .milliseconds(20)
      let server = ConnectionRecorder()
      let peer = try RawPeer(loop: loop, limits: limits, handler: server)
      peer.greet()
      #expect(await eventually(on: loop) { server.isClosed })
      #expect(server.error == .timedOut(.keepalive) && peer.frames.contains(6))
    }
  }

  /// Promise: it does not matter into which pieces the network cuts a request.
  @Test func singleBytes() async throws {
    try await withLoop { loop in
      let server = ConnectionRecorder.echo()
      let peer = try RawPeer(loop: loop, handler: server)
      peer.greet()
      let fields = RawPeer.block((0..<10).map { ("x-\($0)", "value") })
      for byte in RawPeer.frame(1, 0, 1, RawPeer.request) { peer.send([byte]) }
      // The library counts each piece of this frame's header as one CONTINUATION more.
      let continuation = RawPeer.frame(9, 4, 1, fields)
      peer.send(Array(continuation[..<5]))
      peer.send(Array(continuation[5..<9]))
      for byte in continuation[9...] { peer.send([byte]) }
      let data = RawPeer.frame(0, 0, 1, [1, 2, 3]) + RawPeer.frame(0, 1, 1, [4])
      for byte in data { peer.send([byte]) }
      #expect(await eventually(on: loop) { server.streams.first?.ending == .finished })
      #expect(server.streams[0].fields.count == 14 && server.streams[0].sections == 1)
      #expect(server.streams[0].body == [1, 2, 3, 4])
    }
  }

  /// Promise: interim responses are not passed on; the final response is.
  @Test func interimResponses() async throws {
    try await withLoop { loop in
      let client = ConnectionRecorder()
      let peer = try RawPeer(role: .client, loop: loop, handler: client)
      peer.greet()
      let call = try open(peer.connection, endStream: true)
      #expect(await eventually(on: loop) { peer.frames.contains(1) })
      peer.send(RawPeer.frame(1, 4, 1, RawPeer.block([(":status", "103"), ("link", "x")])))
      peer.send(RawPeer.frame(1, 5, 1, RawPeer.block([(":status", "200"), ("a", "b")])))
      #expect(await eventually(on: loop) { call.ending != nil })
      #expect(call.sections == 1 && call.field(":status") == "200" && call.field("link") == nil)
    }
  }
}
