import LintasProtobuf
import LintasStandard
import LintasTransport
import Testing

@testable import LintasRPC

/// Promise: what a client sends is what the rules ask for, and it keeps to the limits and the last
/// words of its server. One test for each duty of a client that writes; `Duty.client` names all.
@Suite(.timeLimit(.minutes(5))) struct ClientDutyTests {
  // MARK: Requests

  @Test func headOfARequestIsComplete() async throws {
    try await ScriptedServer.run(RequestWriterTests.echoing) { channel, server in
      let options = CallOptions(timeout: .seconds(3600), metadata: ["x-more": "said"])
      _ = await outcome(.bidirectional, channel, options)
      let fields = await server.onLoop { $0.streams[0].fields }
      #expect(fields[":method"] == "POST")
      #expect(fields[":scheme"] == "http")
      #expect(fields[":path"] == "/lintas.test.Probe/Chat")
      #expect(fields[":authority"] == "memory")
      #expect(fields["te"] == "trailers")
      #expect(fields["content-type"] == "application/grpc")
      #expect(fields["grpc-accept-encoding"] == "identity,gzip")
      #expect(fields["user-agent"]?.hasPrefix("grpc-swift-lintas/") == true)
      #expect(fields["x-more"] == "said")
      #expect(fields["grpc-previous-rpc-attempts"] == nil && fields["grpc-encoding"] == nil)
    }
  }

  /// In the finest unit that eight digits hold, rounded up; none without a deadline.
  @Test(arguments: [
    (nil as Duration?, ""), (.seconds(36_000_000), "H"), (.seconds(80_000_000), "S"),
    (.seconds(50_000), "m"), (.seconds(50), "u"),
  ])
  func deadlineIsTold(timeout: Duration?, unit: String) async throws {
    try await ScriptedServer.run(RequestWriterTests.echoing) { channel, server in
      _ = await outcome(.bidirectional, channel, CallOptions(timeout: timeout))
      let value = await server.onLoop { $0.streams[0].fields["grpc-timeout"] }
      guard let timeout else {
        #expect(value == nil)
        return
      }
      let text = try #require(value)
      #expect(text.utf8.count <= 9)
      // Hours fit as seconds do, with eight digits.
      #expect(text.hasSuffix(unit) || (unit == "H" && text.hasSuffix("S")))
      let told = withBytes(text) { CallTimeout.parse($0) }
      #expect(
        told.map { Duration.nanoseconds(Int64(clamping: $0)) <= timeout + .seconds(1) } == true)
    }
  }

  /// Unpadded; several values of one name in their order.
  @Test func binaryMetadataAreSentAsBase64() async throws {
    var metadata = Metadata()
    metadata.append("x-bin", bytes: [1])
    metadata.append("x-many", "1")
    metadata.append("x-many", "2")
    let configured = metadata
    try await ScriptedServer.run(RequestWriterTests.echoing) { channel, server in
      _ = await outcome(.bidirectional, channel, CallOptions(metadata: configured))
      let fields = await server.onLoop { $0.streams[0].fields }
      #expect(fields["x-bin"] == "AQ")
      // The test's server keeps the last one.
      #expect(fields["x-many"] == "2")
    }
  }

  /// As a literal that is never indexed, by name 23 of the static table (RFC 7541).
  @Test func secretsAreKeptOutOfCompressionTables() async throws {
    try await FrameServer.run { server, frame in
      if frame.type == 1 { server.answer(frame.stream) }
    } body: { channel, server in
      let options = CallOptions(metadata: ["authorization": "Bearer secret"])
      for _ in 0..<2 { _ = await outcome(.unary, channel, options) }
      let heads = await server.onLoop { $0.frames.filter { $0.type == 1 }.map(\.payload) }
      #expect(heads.count == 2)
      for head in heads {
        #expect(zip(head, head.dropFirst()).contains { $0 == 0x1F && $1 == 0x08 })
      }
    }
  }

  /// A half close without a message is an empty DATA frame that ends the stream.
  @Test func emptyRequestEndsTheStream() async throws {
    try await FrameServer.run { server, frame in
      if frame.type == 1 { server.open(frame.stream) }
      if frame.type == 0, frame.flags & 1 == 1 { server.finish(frame.stream) }
    } body: { channel, server in
      let chat = channel.bidirectional(Probe.chat)
      try await chat.requests.finish()
      for try await _ in chat.responses {}
      let ends = await server.onLoop { $0.frames.filter { $0.type == 0 } }
      #expect(ends.count == 1 && ends[0].payload.isEmpty)
    }
  }

  // MARK: The end of a call

  /// Trailers before the end of the request are answered by RST_STREAM (NO_ERROR).
  @Test func requestThatIsNotWantedIsEnded() async throws {
    try await FrameServer.run { server, frame in
      if frame.type == 1 {
        server.open(frame.stream)
        server.finish(frame.stream)
      }
    } body: { channel, server in
      let chat = channel.bidirectional(Probe.chat)
      for try await _ in chat.responses {}
      #expect(await sees(server) { $0.type == 3 && $0.code == .noError })
    }
  }

  @Test(arguments: RetryTests.kinds)
  func callThatIsCancelledIsReset(kind: CallKind) async throws {
    try await FrameServer.run { server, frame in
      if frame.type == 1 { server.open(frame.stream) }
    } body: { channel, server in
      let call = Task { await outcome(kind, channel).failure }
      #expect(await eventually { server.begun.value == 1 })
      call.cancel()
      #expect(await call.value?.code == .cancelled)
      #expect(await sees(server) { $0.type == 3 && $0.code == .cancel })
    }
  }

  @Test(arguments: RetryTests.kinds)
  func callThatIsCancelledBeforeItBeginsIsNotSent(kind: CallKind) async throws {
    try await FrameServer.run { server, frame in
      if frame.type == 1 { server.answer(frame.stream) }
    } body: { channel, server in
      let call = Task {
        while !Task.isCancelled { await Task.yield() }
        return await outcome(kind, channel).failure
      }
      call.cancel()
      #expect(await call.value?.code == .cancelled)
      #expect(server.begun.value == 0)
    }
  }

  /// By this side's clock, with RST_STREAM, and also when the server says CANCELLED first.
  @Test(arguments: RetryTests.kinds, [true, false])
  func deadlineIsKeptByTheClient(kind: CallKind, serverCancels: Bool) async throws {
    try await FrameServer.run { server, frame in
      guard frame.type == 1, serverCancels else { return }
      // Within the same turn of the loop in which the deadline passes.
      let end = MonotonicTime.now + .milliseconds(60)
      while MonotonicTime.now < end {}
      server.send(3, 0, frame.stream, [0, 0, 0, 8])
    } body: { channel, server in
      let options = CallOptions(timeout: .milliseconds(50))
      let (_, failure) = await outcome(kind, channel, options)
      #expect(failure?.code == .deadlineExceeded)
      if !serverCancels {
        #expect(await sees(server) { $0.type == 3 && $0.code == .cancel })
      }
    }
  }

  /// Of a call that is over, bytes still count for the connection: else it would stand still.
  @Test func bytesOfCallsThatAreOverAreCredited() async throws {
    let half: [UInt8] = [0, 0, 0x10, 0, 0] + [UInt8](repeating: 0, count: 16_000)
    try await FrameServer.run { server, frame in
      if frame.type == 1 { server.open(frame.stream) }
      // The call is given up: the server, which has not noticed, sends a window's worth.
      if frame.type == 3 {
        for _ in 0..<15 { server.send(0, 0, frame.stream, half) }
      }
    } body: { channel, server in
      for _ in 0..<10 {
        let stream = channel.serverStream(Probe.count, note("a"))
        _ = try await stream.metadata
      }
      // 2.4 MB came in all; the connection's window is 1 MiB.
      #expect(await sees(server) { $0.type == 8 && $0.stream == 0 })
      let updates = await server.onLoop { server in
        server.frames.filter { $0.type == 8 && $0.stream == 0 }.count
      }
      #expect(updates >= 2)
    }
  }

  // MARK: The connection

  /// SETTINGS of a client: ENABLE_PUSH is 0.
  @Test func pushIsOff() async throws {
    try await FrameServer.run { server, frame in
      if frame.type == 1 { server.answer(frame.stream) }
    } body: { channel, server in
      _ = try await channel.unary(Probe.echo, note("a"))
      let settings: [UInt8] = await server.onLoop { server in
        server.frames.first { $0.type == 4 }?.payload ?? []
      }
      let entries = stride(from: 0, to: settings.count, by: 6).map { Array(settings[$0..<$0 + 6]) }
      #expect(entries.contains([0, 2, 0, 0, 0, 0]))
    }
  }

  @Test func promisesOfPushAreRefused() async throws {
    try await FrameServer.run { server, frame in
      guard frame.type == 1 else { return }
      server.send(
        5, 4, frame.stream,
        [0, 0, 0, 2]
          + FrameServer.block([
            (":method", "GET"), (":scheme", "http"), (":path", "/"), (":authority", "memory"),
          ]))
    } body: { channel, server in
      let failure = await outcome(.unary, channel).failure
      #expect(failure?.code == .unavailable)
      #expect(await sees(server) { $0.type == 7 })
    }
  }

  /// One at a time, ten in all, none of them refused.
  @Test func limitOfStreamsIsKept() async throws {
    let one: [UInt8] = [0, 3, 0, 0, 0, 1]
    try await FrameServer.run(settings: one) { server, frame in
      guard frame.type == 0, frame.flags & 1 == 1 else { return }
      let open = server.frames.filter { $0.type == 1 }.count
      let done = server.frames.filter { $0.type == 0 && $0.flags & 1 == 1 }.count
      if open == done { server.answer(frame.stream) } else { server.cut() }
    } body: { channel, server in
      let calls = (0..<10).map { _ in Task { await outcome(.unary, channel).failure } }
      for call in calls { #expect(await call.value == nil) }
      #expect(server.connected.value == 1 && server.begun.value == 10)
    }
  }

  /// Each with its own eight bytes.
  @Test func pingsAreAnswered() async throws {
    try await FrameServer.run { server, frame in
      guard frame.type == 1 else { return }
      for number in 0..<3 { server.send(6, 0, 0, [UInt8](repeating: UInt8(number), count: 8)) }
      server.answer(frame.stream)
    } body: { channel, server in
      _ = try await channel.unary(Probe.echo, note("a"))
      for number in 0..<3 {
        let payload = [UInt8](repeating: UInt8(number), count: 8)
        #expect(await sees(server) { $0.type == 6 && $0.flags & 1 == 1 && $0.payload == payload })
      }
    }
  }

  /// Padding fills windows, and is credited with the rest: five bytes in 261. The server sends half
  /// a window, and the next half when it gets as much credit; padding alone would fill two windows.
  @Test func paddingIsCredited() async throws {
    let padded = [255] + [0, 0, 0, 0, 0] + [UInt8](repeating: 0, count: 255)
    try await FrameServer.run { server, frame in
      switch frame.type {
      case 1: server.open(frame.stream)
      case 8 where frame.stream == 0: return
      case 8: break
      default: return
      }
      let halves = server.frames.filter { $0.type == 1 || ($0.type == 8 && $0.stream != 0) }.count
      if halves > 5 { return }
      for _ in 0..<510 { server.send(0, 8, 1, padded) }
      if halves == 5 { server.finish(1) }
    } body: { channel, server in
      var count = 0
      for try await _ in channel.serverStream(Probe.count, note("a")) { count += 1 }
      #expect(count == 5 * 510)
    }
  }

  /// Calls beyond the last one that the server names are sent again on a new connection; those
  /// before it are answered on the old one.
  @Test func goodbyeLosesNoCall() async throws {
    try await FrameServer.run { server, frame in
      guard frame.type == 0, frame.flags & 1 == 1 else { return }
      switch (server.connected.value, frame.stream) {
      case (1, 1): return
      case (1, 3):
        // The first is known, this one is not.
        server.send(7, 0, 0, [0, 0, 0, 1, 0, 0, 0, 0])
        server.answer(1)
      default: server.answer(frame.stream)
      }
    } body: { channel, server in
      let first = Task { await outcome(.unary, channel).failure }
      #expect(await eventually { server.begun.value == 1 })
      let second = await outcome(.unary, channel).failure
      #expect(second == nil)
      #expect(await first.value == nil)
      #expect(server.connected.value == 2 && server.begun.value == 3)
    }
  }

  /// gRPC's negative interop: after the head, amid a message, after one.
  @Test(arguments: [0, 1, 2])
  func streamThatIsResetEndsItsCallAlone(progress: Int) async throws {
    try await FrameServer.run { server, frame in
      guard frame.type == 1 else { return }
      server.open(frame.stream)
      if frame.stream == 1 {
        if progress == 1 { server.send(0, 0, frame.stream, [0, 0, 0, 0, 9, 1]) }
        if progress == 2 { server.message(frame.stream) }
        server.send(3, 0, frame.stream, [0, 0, 0, 0])
      } else {
        server.message(frame.stream)
        server.finish(frame.stream)
      }
    } body: { channel, server in
      let failure = await outcome(.unary, channel).failure
      #expect(failure?.code == .internalError)
      let next = await outcome(.unary, channel).failure
      #expect(next == nil && server.connected.value == 1)
    }
  }

  /// The limit of the server's header list is kept: the call is not sent.
  @Test(arguments: RetryTests.kinds)
  func headBeyondTheServersLimitIsNotSent(kind: CallKind) async throws {
    let limit: [UInt8] = [0, 6, 0, 0, 0x10, 0]
    try await FrameServer.run(settings: limit) { server, frame in
      if frame.type == 1 { server.answer(frame.stream) }
    } body: { channel, server in
      let options = CallOptions(metadata: ["x": String(repeating: "a", count: 5_000)])
      let failure = await outcome(kind, channel, options).failure
      #expect(failure?.code == .resourceExhausted)
      #expect(server.begun.value == 0)
    }
  }

  /// keepalive.md: a client does not ask unless it is told to, and then waits 20 seconds.
  @Test func keepaliveIsOffUnlessAskedFor() async throws {
    try await ScriptedServer.run(RequestWriterTests.echoing) { channel, _ in
      let interval = await channel.core.loop.run {
        channel.core.transportLimits.keepaliveInterval
      }
      #expect(interval == nil)
      #expect(Keepalive(interval: .seconds(60)).timeout == .seconds(20))
    }
  }

  /// Waits until a frame has come that `condition` is true of.
  private func sees(
    _ server: FrameServer, _ condition: @Sendable (FrameServer.Frame) -> Bool
  ) async -> Bool {
    for _ in 0..<60_000 {
      if await server.onLoop({ $0.frames.contains(where: condition) }) { return true }
      try? await Task.sleep(for: .milliseconds(2))
    }
    return false
  }
}
