import LintasProtobuf
import LintasStandard
import LintasTransport
import Synchronization
import Testing

@testable import LintasRPC

/// Promise: a slow handler stops its peer after one window and nobody else, a slow peer suspends
/// the handler, and either side may end a stream of requests at any time, in any way, or never.
@Suite(.timeLimit(.minutes(5))) struct RequestFlowTests {
  private static let window = 256 << 10

  /// What is held back goes on when the handler takes messages; the connection is free all along.
  @Test(arguments: Depth.allCases)
  func slowHandlerStopsItsPeerAndNobodyElse(depth: Depth) async throws {
    try await withProbeServer { server, desk in
      let link = try await RawLink.to(server, depth)
      let note = Note.with { $0.value = [UInt8](repeating: 7, count: 1_000) }
      let size = framed(note.encoded()).count
      var stalled: [RawStream] = []
      for _ in 0..<6 {
        let stream = try await link.open(.open("/lintas.test.Probe/GatedSum"))
        stalled.append(stream)
        await stream.send([UInt8](repeating: 0, count: 0))
        for _ in 0..<1_000 { await stream.send(note) }
        await stream.end()
      }
      // Six windows, more than the connection's: it is not the connection that holds.
      for stream in stalled {
        #expect(await resting { await stream.unsent } == 1_000 * size - Self.window)
      }
      let echo = try await link.open(RawRequest().sending(framed(note.encoded())))
      #expect(await echo.ended().code == .ok)
      desk.gate.store(true, ordering: .relaxed)
      for stream in stalled {
        let answer = try Note(decoding: try #require(await stream.messages(1).first))
        #expect(answer.typeURL == "1000 notes of 1000000 bytes")
      }
      await link.cut()
    }
  }

  @Test func messageLargerThanTheWindowArrives() async throws {
    try await withProbeServer { server, _ in
      let link = try await RawLink.to(server)
      let stream = try await link.open(.open("/lintas.test.Probe/Chat"))
      for _ in 0..<3 {
        let note = Note.with { $0.value = [UInt8](repeating: 7, count: 3 * Self.window) }
        await stream.send(note)
        await stream.send(Note())
      }
      await stream.end()
      let response = await stream.ended()
      #expect(response.code == .ok)
      #expect(response.messages.count == 6)
      await link.cut()
    }
  }

  /// A peer that does not read suspends the handler, which then does not take requests either.
  @Test func slowPeerSuspendsTheHandler() async throws {
    try await withProbeServer { server, _ in
      let link = try await RawLink.to(server)
      let stream = try await link.open(.open("/lintas.test.Probe/Chat"), reads: false)
      let note = Note.with { $0.value = [UInt8](repeating: 7, count: 16_000) }
      for _ in 0..<200 { await stream.send(note) }
      // One window of answers came, the high-water mark lies with the writer, one window of
      // requests in the queue; all else is held up at this end.
      let held = await resting { await stream.unsent }
      #expect(held > 200 * 16_000 - 4 * Self.window)
      await stream.read()
      #expect(await stream.messages(200).count == 200)
      await link.cut()
    }
  }

  /// The status goes out while the peer still sends; it is told to stop without blame.
  @Test(arguments: Depth.allCases)
  func earlyReturnAnswersAndStopsThePeer(depth: Depth) async throws {
    try await withProbeServer { server, desk in
      let link = try await RawLink.to(server, depth)
      let stream = try await link.open(.open("/lintas.test.Probe/Chat"))
      await stream.send(Note())
      #expect(await stream.messages(1).count == 1)
      await stream.send(.with { $0.typeURL = "leave" })
      let response = await stream.ended()
      #expect(response.code == .ok)
      #expect(response.blocks.count == 2)
      #expect(response.end == .finished)
      await link.cut()
    }
  }

  @Test func earlyErrorIsTrailersOnly() async throws {
    try await withProbeServer { server, _ in
      let link = try await RawLink.to(server)
      let stream = try await link.open(.open("/lintas.test.Probe/Chat"))
      await stream.send(.with { $0.typeURL = "fail" })
      let response = await stream.ended()
      #expect(response.code == .failedPrecondition)
      #expect(response.blocks.count == 1)
      #expect(response.end == .finished)
      await link.cut()
    }
  }

  /// The answer waits for its reader, and what comes meanwhile is dropped, right or wrong, of any
  /// size.
  @Test func messagesAfterTheAnswerAreDropped() async throws {
    try await withProbeServer { server, desk in
      let link = try await RawLink.to(server)
      let late = [framed([]), [9, 9, 9, 9, 9, 9], [UInt8](repeating: 0, count: 3 * Self.window)]
      for (number, late) in late.enumerated() {
        let stream = try await link.open(.open("/lintas.test.Probe/Chat"), reads: false)
        let note = Note.with { $0.value = [UInt8](repeating: 7, count: 30_000) }
        for _ in 0..<10 { await stream.send(note) }
        await stream.send(.with { $0.typeURL = "leave" })
        // A window of answers has gone out, and the rest of them is before the status.
        #expect(await eventually { desk.ended.load(ordering: .relaxed) == number + 1 })
        await stream.send(late)
        #expect(await resting { await stream.unsent } == 0)
        #expect(await stream.response.end == nil)
        await stream.read()
        let response = await stream.ended()
        #expect(response.code == .ok)
        #expect(response.messages.count == 10)
      }
      #expect(await bufferedBytes(server) == 0)
      await link.cut()
    }
  }

  @Test(arguments: Depth.allCases)
  func resetCancelsAHandlerThatReads(depth: Depth) async throws {
    try await withProbeServer { server, desk in
      let link = try await RawLink.to(server, depth)
      let stream = try await link.open(.open("/lintas.test.Probe/Chat"))
      await stream.send(Note())
      #expect(await stream.messages(1).count == 1)
      await stream.reset()
      #expect(await eventually { desk.cancelled.load(ordering: .relaxed) == 1 })
      #expect(desk.endings.withLock { ($0.first as? Status)?.code } == .cancelled)
      #expect(await bufferedBytes(server) == 0)
      await link.cut()
    }
  }

  /// What was sent before counts for nothing: nobody waits for the answer.
  @Test func resetDropsWhatWasNotTaken() async throws {
    try await withProbeServer { server, desk in
      let link = try await RawLink.to(server)
      let stream = try await link.open(.open("/lintas.test.Probe/GatedSum"))
      for _ in 0..<10 { await stream.send(Note()) }
      #expect(await eventually { desk.started.load(ordering: .relaxed) == 1 })
      await stream.reset()
      _ = await stream.ended()
      #expect(await bufferedBytes(server) == 0)
      await link.cut()
    }
  }

  @Test(arguments: Depth.allCases)
  func clientThatVanishesCancelsTheHandler(depth: Depth) async throws {
    try await withProbeServer { server, desk in
      let link = try await RawLink.to(server, depth)
      let stream = try await link.open(.open("/lintas.test.Probe/Chat"))
      await stream.send(Note())
      #expect(await stream.messages(1).count == 1)
      await link.cut()
      #expect(await eventually { desk.cancelled.load(ordering: .relaxed) == 1 })
      #expect(desk.endings.withLock { ($0.first as? Status)?.code } == .cancelled)
    }
  }

  @Test func deadlineEndsAStreamThatWaitsForRequests() async throws {
    try await withProbeServer { server, desk in
      let link = try await RawLink.to(server)
      let stream = try await link.open(
        .open("/lintas.test.Probe/Sum", ["grpc-timeout": "50m"]))
      await stream.send(Note())
      let response = await stream.ended()
      #expect(response.code == .deadlineExceeded)
      #expect(await eventually { desk.endings.withLock { $0.count } == 1 })
      #expect(desk.endings.withLock { ($0.first as? Status)?.code } == .deadlineExceeded)
      await link.cut()
    }
  }

  /// A stream of requests may take as long as it likes if its caller set no deadline.
  @Test func requestsHaveNoDefaultDeadline() async throws {
    var configuration = ServerConfiguration.withWorkers
    configuration.limits.defaultDeadline = .milliseconds(20)
    try await withProbeServer(configuration) { server, _ in
      let link = try await RawLink.to(server)
      let stream = try await link.open(.open("/lintas.test.Probe/Sum"))
      try await Task.sleep(for: .milliseconds(100))
      await stream.end()
      #expect(await stream.ended().code == .ok)
      await link.cut()
    }
  }

  /// The caller is answered; the handler counts until it has returned, and holds up its own
  /// connection alone.
  @Test func handlerThatNeverReturnsIsCounted() async throws {
    var configuration = ServerConfiguration.withWorkers
    configuration.limits.runningHandlersPerConnection = 1
    try await withProbeServer(configuration) { server, desk in
      let link = try await RawLink.to(server)
      let stream = try await link.open(
        .open("/lintas.test.Probe/Chat", ["grpc-timeout": "50m"]))
      await stream.send(.with { $0.typeURL = "stay" })
      #expect(await stream.ended().code == .deadlineExceeded)
      let refused = try await link.open(RawRequest().sending(framed([])))
      #expect(await refused.ended().end == .reset(.refusedStream))
      let neighbour = try await RawResponse.of(RawRequest().sending(framed([])), from: server)
      #expect(neighbour.code == .ok)
      desk.gate.store(true, ordering: .relaxed)
      #expect(await eventually { desk.ended.load(ordering: .relaxed) == 1 })
      await link.cut()
    }
  }

  /// A task that goes on after its handler gets no messages of whoever has the call object now.
  @Test func readerThatOutlivesItsHandlerIsToldSo() async throws {
    let desk = ProbeDesk()
    var router = Router<Visitor>(door: OpenDoor())
    router.bidirectional(Probe.chat) { notes, _, _ in
      desk.started.add(1, ordering: .relaxed)
      guard desk.started.load(ordering: .relaxed) == 1 else {
        while try await notes.next() != nil {}
        return
      }
      Task {
        do {
          while try await notes.next() != nil {}
        } catch {
          desk.endings.withLock { $0.append(error) }
        }
      }
    }
    try await GRPCServer.run(router: router) { server in
      let link = try await RawLink.to(server)
      for _ in 0..<3 {
        let stream = try await link.open(.open("/lintas.test.Probe/Chat"))
        await stream.send(Note())
        await stream.end()
        #expect(await stream.ended().code == .ok)
      }
      #expect(await eventually { desk.endings.withLock { $0.count } == 1 })
      #expect(desk.endings.withLock { ($0.first as? Status)?.code } == .cancelled)
      await link.cut()
    }
  }

  /// Each message goes to one of them.
  @Test func twoReadersShareAStream() async throws {
    var router = Router<Visitor>(door: OpenDoor())
    router.clientStream(Probe.sum) { notes, _ in
      let total = try await withThrowingTaskGroup(of: Int.self) { group in
        for _ in 0..<2 {
          group.addTask {
            var count = 0
            while try await notes.next() != nil { count += 1 }
            return count
          }
        }
        return try await group.reduce(0, +)
      }
      return .with { $0.typeURL = "\(total)" }
    }
    try await GRPCServer.run(router: router) { server in
      let link = try await RawLink.to(server)
      let stream = try await link.open(.open("/lintas.test.Probe/Sum"))
      for _ in 0..<100 { await stream.send(Note()) }
      await stream.end()
      let answer = try Note(decoding: try #require(await stream.messages(1).first))
      #expect(answer.typeURL == "100")
      await link.cut()
    }
  }

  /// A reader whose own task is cancelled stops, though messages are there and the call goes on.
  @Test func cancelledReaderStops() async throws {
    var router = Router<Visitor>(door: OpenDoor())
    router.clientStream(Probe.sum) { notes, _ in
      let reader = Task { while try await notes.next() != nil {} }
      reader.cancel()
      let ending = await reader.result
      guard case .failure(let error) = ending, let status = error as? Status,
        status.code == .cancelled, status.cause is CancellationError
      else { throw Status(.internalError, "the reader went on") }
      var count = 0
      while try await notes.next() != nil { count += 1 }
      let rest = count
      return .with { $0.typeURL = "\(rest)" }
    }
    try await GRPCServer.run(router: router) { server in
      let link = try await RawLink.to(server)
      let stream = try await link.open(.open("/lintas.test.Probe/Sum"))
      for _ in 0..<10 { await stream.send(Note()) }
      await stream.end()
      let response = await stream.ended()
      #expect(response.code == .ok)
      await link.cut()
    }
  }

  /// Streams that are open when a server is shut down may end in their own time, up to the grace.
  @Test func drainLetsAStreamEnd() async throws {
    let desk = ProbeDesk()
    let server = try GRPCServer(router: desk.router(), configuration: .withWorkers)
    let link = try await RawLink.to(server)
    let stream = try await link.open(.open("/lintas.test.Probe/Chat"))
    await stream.send(Note())
    #expect(await stream.messages(1).count == 1)
    async let isDone = server.shutdown(grace: .seconds(60))
    try await Task.sleep(for: .milliseconds(20))
    await stream.send(Note())
    #expect(await stream.messages(2).count == 2)
    await stream.end()
    #expect(await stream.ended().code == .ok)
    #expect(await isDone)
  }

  private func bufferedBytes(_ server: GRPCServer) async -> Int {
    let home = server.loops[0]
    return await home.loop.run { home.bufferedBytes }
  }

  /// The value once it has stayed the same for a while.
  private func resting(_ value: @Sendable () async -> Int) async -> Int {
    var last = await value()
    var rested = 0
    while rested < 20 {
      try? await Task.sleep(for: .milliseconds(2))
      let now = await value()
      rested = now == last ? rested + 1 : 0
      last = now
    }
    return last
  }
}
