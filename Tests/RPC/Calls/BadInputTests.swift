import Glibc
import LintasProtobuf
import LintasStandard
import Synchronization
import Testing

@testable import LintasRPC
@testable import LintasTransport

/// Promise: what a peer does at a bad moment, and a handler that does not behave, cost their own
/// call and nobody else's; nothing traps, and nothing is left.
@Suite(.timeLimit(.minutes(5))) struct BadInputTests {
  static let methods = ["Echo", "EchoInline", "EchoPool", "Sum", "SumPool", "Chat", "ChatPool"]

  // MARK: A message that races headers

  /// Everything in one packet with the preface, in pieces of any size: nothing is dropped.
  @Test(arguments: methods, [1, 3, 1000])
  func messageThatRacesHeaders(method: String, piece: Int) async throws {
    try await withProbeServer { server, _ in
      let peer = try await FrameClient(server)
      var packet: [UInt8] = []
      for id in [1, 3, 5] as [UInt32] {
        packet += FrameClient.headers(id, method)
        let body = framed(note("0").encoded())
        for start in stride(from: 0, to: body.count, by: piece) {
          packet += FrameServer.frame(0, 0, id, Array(body[start..<min(start + piece, body.count)]))
        }
        packet += FrameServer.frame(0, 1, id)
      }
      await peer.send(packet)
      #expect(await peer.sees { $0.filter { $0.type == 1 && $0.flags & 1 == 1 }.count == 3 })
      let frames = await peer.frames
      #expect(frames.filter { $0.type == 0 && !$0.payload.isEmpty }.count == 3)
      #expect(!frames.contains { $0.type == 3 || $0.type == 7 })
      await peer.vanish()
    }
  }

  /// Before its headers there is no stream: RFC 9113 section 5.1 wants a connection error.
  @Test func messageBeforeItsHeadersIsAConnectionError() async throws {
    try await withProbeServer { server, _ in
      let peer = try await FrameClient(server)
      await peer.send(FrameClient.message(1), FrameClient.headers(1, "Echo"))
      #expect(await peer.ends())
      #expect(await peer.frames.last?.type == 7)
      try await servesOn(server)
    }
  }

  // MARK: Late messages after close

  enum Close: CaseIterable {
    case halfClose, reset, answer, refusal
  }

  /// After the end of the request, after a reset, after the answer and after a refusal: the bytes
  /// are credited to the connection, nobody sees them, the other calls of the connection go on.
  @Test(arguments: Close.allCases)
  func lateMessagesAfterClose(close: Close) async throws {
    try await withProbeServer { server, _ in
      let peer = try await FrameClient(server)
      switch close {
      case .halfClose:
        await peer.send(FrameClient.headers(1, "Hang"), FrameClient.message(1, end: true))
      case .reset:
        await peer.send(
          FrameClient.headers(1, "Chat"), FrameClient.message(1),
          FrameServer.frame(3, 0, 1, [0, 0, 0, 8]))
      case .answer:
        await peer.send(FrameClient.headers(1, "Chat"), FrameClient.message(1, note("leave")))
        #expect(await peer.sees { $0.contains { $0.type == 3 && $0.stream == 1 } })
      case .refusal:
        await peer.send(FrameClient.headers(1, "Nothing"))
        #expect(await peer.sees { $0.contains { $0.type == 1 && $0.stream == 1 } })
      }
      for _ in 0..<3 { await peer.send(FrameClient.message(1, note("late"))) }
      await peer.send(FrameServer.frame(0, 1, 1))
      if close == .halfClose {
        // Half-closed by the peer: a stream error of type STREAM_CLOSED, or of the connection.
        #expect(
          await peer.sees { frames in
            frames.contains { $0.type == 3 && $0.code == .streamClosed } || frames.last?.type == 7
          })
      }
      if await !peer.isOver {
        await peer.send(FrameClient.headers(3, "Echo"), FrameClient.message(3, end: true))
        #expect(await peer.sees { $0.contains { $0.type == 1 && $0.stream == 3 } })
        await peer.vanish()
      }
      try await servesOn(server)
    }
  }

  // MARK: A stream closed while a handler writes

  /// At any moment, by the peer or with its connection: the writer is told, the handler ends.
  @Test(arguments: [true, false])
  func streamClosedWhileAHandlerWrites(byReset: Bool) async throws {
    var generator = SeededGenerator()
    let rounds = (0..<20).map { _ in Int.random(in: 0...40, using: &generator) }
    try await withProbeServer { server, desk in
      let body = framed(Note.with { $0.value = [UInt8](repeating: 1, count: 10_000) }.encoded())
      for (round, count) in rounds.enumerated() {
        let link = try await RawLink.to(server)
        let stream = try await link.open(
          RawRequest("/lintas.test.Probe/Flood").sending(body))
        _ = await stream.messages(count)
        if byReset { await stream.reset() }
        await link.cut()
        #expect(await eventually { desk.cancelled.load(ordering: .relaxed) == round + 1 })
      }
      try await servesOn(server)
    }
  }

  // MARK: A handler that never returns

  /// Its caller gets the deadline's status, its place on the connection stays taken, everybody else
  /// is served.
  @Test func handlerThatNeverReturns() async throws {
    try await withProbe(.memory) { channel, desk, server in
      let options = CallOptions(timeout: .milliseconds(20))
      let thrown = await status {
        _ = try await channel.unary(Probe.stubborn, Note(), options: options)
      }
      #expect(thrown?.code == .deadlineExceeded)
      #expect(await eventually { desk.started.load(ordering: .relaxed) == 1 })
      for _ in 0..<20 { _ = try await channel.unary(Probe.echo, Note()) }
      #expect(desk.ended.load(ordering: .relaxed) == 0)
      desk.gate.store(true, ordering: .relaxed)
      #expect(await eventually { desk.ended.load(ordering: .relaxed) == 1 })
    }
  }

  enum Deafness: CaseIterable {
    /// It runs on, and lets others run.
    case deaf
    /// It holds its loop up.
    case blocking
    /// The same, and there is nothing to await in it.
    case blockingInline
  }

  /// A shutdown with such a handler ends soon after its grace, and says that it has not returned.
  @Test(arguments: Deafness.allCases)
  func shutdownDoesNotWaitForAHandlerThatNeverReturns(kind: Deafness) async throws {
    let gate = Atomic<Bool>(false)
    let started = Atomic<Int>(0)
    let wait: @Sendable () -> Void = {
      started.add(1, ordering: .relaxed)
      while !gate.load(ordering: .relaxed) { usleep(1000) }
    }
    var router = Router<Visitor>(door: OpenDoor())
    router.unary(Probe.echo) { note, _ in
      guard kind == .deaf else {
        wait()
        return note
      }
      started.add(1, ordering: .relaxed)
      while !gate.load(ordering: .relaxed) { await Task.yield() }
      return note
    }
    router.inline(Probe.echoInline) { note, _ in
      wait()
      return note
    }
    let server = try GRPCServer(router: router)
    let identity = try TestIdentity()
    let address = try server.listen(on: identity.address, tls: identity.server)
    let channel = try Channel(host: "localhost", port: address.port, tls: identity.client)
    let call = Task {
      await status {
        let method = kind == .blockingInline ? Probe.echoInline : Probe.echo
        _ = try await channel.unary(method, Note())
      }
    }
    #expect(await eventually { started.load(ordering: .relaxed) == 1 })
    let begin = MonotonicTime.now
    #expect(await !server.shutdown(grace: .milliseconds(50)))
    // Far less than the handler would take; how much is the machine's affair.
    #expect(MonotonicTime.now < begin + .seconds(60))
    gate.store(true, ordering: .relaxed)
    #expect(await call.value?.code == .unavailable || kind != .deaf)
    for home in server.loops { home.loop.stop() }
    for home in server.loops { home.loop.join() }
    channel.close()
  }

  // MARK: A client that vanishes

  /// Without a word, in whatever its calls are doing: every handler is cancelled, and nothing is
  /// left of it on the server.
  @Test func clientThatVanishes() async throws {
    try await withProbeServer { server, desk in
      for round in 1...10 {
        let peer = try await FrameClient(server)
        await peer.send(
          FrameClient.headers(1, "Hang"), FrameClient.message(1, end: true),
          FrameClient.headers(3, "Flood"),
          FrameClient.message(
            3, .with { $0.value = [UInt8](repeating: 1, count: 5_000) }, end: true),
          FrameClient.headers(5, "Chat"), FrameClient.message(5),
          FrameClient.headers(7, "Echo"), FrameServer.frame(0, 0, 7, [0, 0, 0]))
        #expect(await eventually { desk.started.load(ordering: .relaxed) == 3 * round })
        #expect(await peer.sees { $0.contains { $0.type == 0 && $0.stream == 5 } })
        await peer.vanish()
        #expect(await eventually { desk.cancelled.load(ordering: .relaxed) == 3 * round })
      }
      let home = server.loops[0]
      #expect(await home.loop.run { home.bufferedBytes } == 0)
      try await servesOn(server)
    }
  }

  /// Without even the end of its connection: the server asks, gets no answer, and cancels what
  /// runs.
  @Test func clientThatFallsSilent() async throws {
    try await withProbeServer { server, desk in
      var limits = patient(TransportLimits())
      limits.keepaliveInterval = .milliseconds(20)
      limits.keepaliveTimeout = .milliseconds(20)
      let peer = try await FrameClient(server, limits)
      await peer.send(FrameClient.headers(1, "Hang"), FrameClient.message(1, end: true))
      #expect(await peer.ends())
      #expect(await peer.frames.contains { $0.type == 6 })
      #expect(await eventually { desk.cancelled.load(ordering: .relaxed) == 1 })
      try await servesOn(server)
    }
  }

  /// Whether the server is as it was.
  private func servesOn(_ server: GRPCServer) async throws {
    let response = try await RawResponse.of(RawRequest().sending(framed([])), from: server)
    #expect(response.code == .ok)
  }
}
