import LintasTransport
import Testing

/// Promise: requests and responses travel over HTTP/2 as gRPC needs them, in every order of ends.
@Suite(.timeLimit(.minutes(1)))
struct MemoryLinkTests {
  /// Promise: header fields that cannot be sent end their stream with an internal error, in either
  /// direction; nobody waits for them or tries again.
  @Test(arguments: [true, false]) func unsendableHeaders(isRequest: Bool) async throws {
    try await withLoop { loop in
      let huge = [("x", String(repeating: "v", count: 100_000))]
      let server = ConnectionRecorder()
      server.onAccept = { recorder in
        recorder.onHeaders = { stream in
          var head = HeaderList([(":status", "200")])
          for (name, value) in huge { head.append(name, value) }
          stream.respond(head)
        }
      }
      let link = try MemoryLink.pair(on: loop, server: server, client: ConnectionRecorder())
      let call = try open(link.client, isRequest ? huge : [])
      #expect(await eventually(on: loop) { call.ending != nil })
      #expect(call.ending == .reset(.internalError))
      #expect(server.streams.count == (isRequest ? 0 : 1))
    }
  }

  /// Promise: headers, body and trailers arrive as sent; both sides finish cleanly; values are
  /// stripped of spaces around them.
  @Test func unaryWithTrailers() async throws {
    try await withLoop { loop in
      let server = ConnectionRecorder.echo()
      let client = ConnectionRecorder()
      let link = try MemoryLink.pair(on: loop, server: server, client: client)
      let call = try open(link.client, [("x-padded", "  a b\t")])
      call.stream?.write(Array("hello".utf8))
      call.stream?.finish()
      #expect(await eventually(on: loop) { call.ending != nil })
      #expect(call.ending == .finished)
      #expect(call.field(":status") == "200" && call.field("grpc-status") == "0")
      #expect(call.sections == 2 && call.ended)
      #expect(call.body == Array("hello".utf8))
      let request = try #require(server.streams.first)
      #expect(request.field(":path") == "/test.Service/Method")
      #expect(request.field("x-padded") == "a b")
      #expect(request.ending == .finished && request.ended)
      #expect(server.ready && client.ready)
      #expect(link.client.openStreams == 0 && link.server.openStreams == 0)
    }
  }

  /// Promise: a response of HEADERS alone (Trailers-Only) arrives as one section with its end.
  @Test func trailersOnly() async throws {
    try await withLoop { loop in
      let server = ConnectionRecorder()
      server.onAccept = { recorder in
        recorder.onHeaders = { stream in
          stream.respondOnly(HeaderList([(":status", "200"), ("grpc-status", "12")]))
        }
      }
      let link = try MemoryLink.pair(on: loop, server: server, client: ConnectionRecorder())
      let call = try open(link.client, endStream: true)
      #expect(await eventually(on: loop) { call.ending != nil })
      #expect(call.ending == .finished && call.sections == 1 && call.body.isEmpty)
      #expect(call.field("grpc-status") == "12")
    }
  }

  /// Promise: a server that answers before the request has ended closes the stream cleanly, with
  /// RST_STREAM(NO_ERROR) after its trailers; nothing is left open on either side.
  @Test func earlyClose() async throws {
    try await withLoop { loop in
      let server = ConnectionRecorder()
      server.onAccept = { recorder in
        recorder.onHeaders = { stream in
          stream.respond(HeaderList([(":status", "200")]))
          stream.write([1, 2, 3])
          stream.finish(HeaderList([("grpc-status", "9")]))
        }
      }
      let link = try MemoryLink.pair(on: loop, server: server, client: ConnectionRecorder())
      let call = try open(link.client)
      call.stream?.write([UInt8](repeating: 7, count: 1 << 20))
      #expect(
        await eventually(on: loop) { call.ending != nil && server.streams.first?.ending != nil })
      #expect(call.ending == .finished && call.ended && call.field("grpc-status") == "9")
      #expect(server.streams[0].ending == .finished)
      #expect(link.client.openStreams == 0 && link.server.openStreams == 0)
      let next = try open(link.client, endStream: true)
      #expect(await eventually(on: loop) { next.ending != nil })
      #expect(link.client.queuedBytes == 0)
    }
  }

  /// Promise: a sender is held back by a handler that does not consume, told when its queue has
  /// drained, and a slow stream does not hold up others of the connection.
  @Test func flowControl() async throws {
    try await withLoop { loop in
      let server = ConnectionRecorder.echo()
      let accept = server.onAccept
      server.onAccept = { recorder in
        accept?(recorder)
        if server.streams.count == 1 { recorder.consumes = false }
      }
      let link = try MemoryLink.pair(on: loop, server: server, client: ConnectionRecorder())
      let slow = try open(link.client)
      let size = 2 << 20
      slow.stream?.write([UInt8](repeating: 1, count: size))
      slow.stream?.finish()
      #expect(
        await eventually(on: loop) {
          server.streams.first?.body.count == Int(TransportLimits().streamWindow)
        })
      let fast = try open(link.client)
      fast.stream?.write([UInt8](repeating: 2, count: size))
      fast.stream?.finish()
      #expect(await eventually(on: loop) { fast.ending != nil })
      #expect(fast.body.count == size)
      #expect(slow.drainedCount == 0 && slow.stream.map { $0.queuedBytes > size / 2 } == true)
      let held = try #require(server.streams.first)
      held.consumes = true
      held.stream?.consume(held.body.count)
      #expect(await eventually(on: loop) { slow.ending != nil })
      #expect(slow.body.count == size && slow.drainedCount > 0)
    }
  }

  /// Promise: a stream that either side resets tells the other side the code, and the sender too.
  @Test func resets() async throws {
    try await withLoop { loop in
      let server = ConnectionRecorder()
      let link = try MemoryLink.pair(on: loop, server: server, client: ConnectionRecorder())
      let mine = try open(link.client)
      #expect(await eventually(on: loop) { server.streams.count == 1 })
      mine.stream?.reset(.cancel)
      #expect(await eventually(on: loop) { server.streams[0].ending != nil })
      #expect(server.streams[0].ending == .reset(.cancel) && mine.ending == .reset(.cancel))
      let theirs = try open(link.client)
      #expect(await eventually(on: loop) { server.streams.count == 2 })
      server.streams[1].stream?.reset(.refusedStream)
      #expect(await eventually(on: loop) { theirs.ending != nil })
      #expect(theirs.ending == .reset(.refusedStream))
    }
  }

  /// Promise: a client keeps to the server's limit of streams and is told when there is room.
  @Test func concurrentStreams() async throws {
    try await withLoop { loop in
      var limits = TransportLimits()
      limits.concurrentStreams = 4
      let server = ConnectionRecorder()
      let client = ConnectionRecorder()
      let link = try MemoryLink.pair(
        on: loop, serverLimits: limits, server: server, client: client)
      #expect(await eventually(on: loop) { client.ready })
      #expect(link.client.peerConcurrentStreams == 4)
      #expect(link.client.peerHeaderListSize == limits.headerListSize)
      let calls = try (0..<4).map { _ in try open(link.client) }
      #expect(!link.client.canOpenStream)
      #expect(throws: TransportError.draining) { try open(link.client) }
      #expect(await eventually(on: loop) { server.streams.count == 4 })
      calls[0].stream?.reset(.cancel)
      #expect(await eventually(on: loop) { client.availableCount == 1 })
      #expect(link.client.canOpenStream)
      let stream = try #require(calls[1].stream)
      link.client.close()
      #expect(await eventually(on: loop) { client.isClosed && server.isClosed })
      #expect(calls[1].ending == .connectionLost && server.streams[1].ending == .connectionLost)
      #expect(throws: TransportError.closed) { try open(link.client) }
      stream.write([1])
      stream.finish()
    }
  }
}
