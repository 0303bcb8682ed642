import LintasProtobuf
import LintasStandard
import Synchronization
import Testing

@testable import LintasRPC
@testable import LintasTransport

/// Promise: a caller that streams its request is held back by the server's windows and nothing
/// else, sees every way in which the server may answer, and can end the call at any time.
@Suite(.timeLimit(.minutes(5))) struct RequestWriterTests {
  static let upload = method("/lintas.test.Probe/Upload", .clientStream)
  static let talk = method("/lintas.test.Probe/Talk", .bidirectional)

  @Test(arguments: [0, 1, 1_000])
  func clientStreamIsAnsweredOnce(count: Int) async throws {
    try await ScriptedServer.run { stream, event in
      guard case .end = event else { return }
      stream.open([("x-head", "early")])
      stream.send(note("\(stream.messages.count)"))
      stream.finish(.ok, [("x-trailer", "late")])
    } body: { channel, server in
      let call = channel.clientStream(Self.upload)
      for number in 0..<count { try await call.write(note("\(number)")) }
      let answer = try await call.response()
      #expect(answer.message.typeURL == "\(count)")
      #expect(answer.metadata["x-head"] == "early")
      #expect(answer.trailers["x-trailer"] == "late")
      let texts = await server.onLoop { $0.streams[0].messages.map(\.typeURL) }
      #expect(texts == (0..<count).map { "\($0)" })
    }
  }

  @Test func pingAndPongTakeTurns() async throws {
    try await ScriptedServer.run(Self.echoing) { channel, _ in
      let talk = channel.bidirectional(Self.talk)
      var answers = talk.responses.makeAsyncIterator()
      for number in 0..<100 {
        #expect(try await talk.requests.write(note("\(number)")))
        #expect(try await answers.next()?.typeURL == "\(number)")
      }
      try await talk.requests.finish()
      #expect(try await answers.next() == nil)
      #expect(try await talk.responses.metadata["x-head"] == "early")
      #expect(await talk.responses.trailers["x-trailer"] == "late")
    }
  }

  /// Also when nothing is sent and nothing comes back.
  @Test func emptyStreamEndsWell() async throws {
    try await ScriptedServer.run(Self.echoing) { channel, server in
      let talk = channel.bidirectional(Self.talk)
      try await talk.requests.finish()
      for try await _ in talk.responses { Issue.record("a message came") }
      #expect(server.begun.value == 1)
    }
  }

  /// Off the channel's loop and on it.
  @Test(arguments: [true, false])
  func messagesOfBothWaysArriveInOrder(onLoop: Bool) async throws {
    try await ScriptedServer.run(Self.echoing) { channel, server in
      let talk = channel.bidirectional(Self.talk)
      let count = 5_000
      let exchange: @Sendable () async throws -> Bool = {
        async let sent: Void = {
          for number in 0..<count { try await talk.requests.write(note("\(number)")) }
          try await talk.requests.finish()
        }()
        var seen = 0
        for try await answer in talk.responses {
          guard answer.typeURL == "\(seen)" else { return false }
          seen += 1
        }
        try await sent
        return seen == count
      }
      let isInOrder = onLoop ? try await channel.core.loop.run(exchange) : try await exchange()
      #expect(isInOrder)
    }
  }

  /// The writer rests when the window is closed, and goes on when it opens.
  @Test(arguments: [true, false])
  func writerIsHeldBackByTheWindow(onLoop: Bool) async throws {
    var limits = TransportLimits()
    limits.streamWindow = 70_000
    try await ScriptedServer.run(limits: limits) { stream, event in
      if case .head = event { stream.consumes = false }
      if case .end = event {
        stream.open()
        stream.send(note("done"))
        stream.finish()
      }
    } body: { channel, server in
      let written = Counter()
      let call = channel.clientStream(Self.upload)
      try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask {
          let write: @Sendable () async throws -> Void = {
            let part = Note.with { $0.value = [UInt8](repeating: 1, count: 10_000) }
            for _ in 0..<200 {
              try await call.write(part)
              written.count()
            }
          }
          if onLoop { try await channel.run(write) } else { try await write() }
        }
        #expect(await written.rests())
        // 70 KB in the window, 256 KiB in the stream's queue, and 64 KiB on the way to the loop.
        let rest = written.value
        #expect(rest >= 26 && rest <= (onLoop ? 36 : 44))
        await server.onLoop { server in
          server.streams[0].consumes = true
          server.streams[0].consume(70_000)
        }
        try await group.waitForAll()
        #expect(written.value == 200)
      }
      #expect(try await call.finish().typeURL == "done")
    }
  }

  /// Writing then says so instead of failing, and the answer stands.
  @Test(arguments: [CallKind.clientStream, .bidirectional])
  func serverMayAnswerWellBeforeTheRequestEnds(kind: CallKind) async throws {
    try await ScriptedServer.run { stream, event in
      guard case .message = event else { return }
      stream.open()
      stream.send(note("enough"))
      stream.finish()
    } body: { channel, server in
      if kind == .clientStream {
        let call = channel.clientStream(Self.upload)
        while try await call.write(note("more")) {}
        #expect(try await call.finish().typeURL == "enough")
      } else {
        let talk = channel.bidirectional(Self.talk)
        while try await talk.requests.write(note("more")) {}
        var texts: [String] = []
        for try await answer in talk.responses { texts.append(answer.typeURL) }
        #expect(texts == ["enough"])
      }
      // Told that the rest is not wanted; in whichever order the two come.
      #expect(
        await holds(on: server) { server in server.streams[0].stream == nil })
    }
  }

  /// Writing throws the status itself, with all that was to be said.
  @Test func serverMayFailBeforeTheRequestEnds() async throws {
    try await ScriptedServer.run { stream, event in
      guard case .message = event else { return }
      stream.refuse(.invalidArgument, [("grpc-message", "no"), ("x-trailer", "late")])
    } body: { channel, _ in
      let call = channel.clientStream(Self.upload)
      let thrown = await status { while true { try await call.write(note("more")) } }
      #expect(thrown?.code == .invalidArgument && thrown?.message == "no")
      #expect(thrown?.metadata["x-trailer"] == "late")
      let again = await status { _ = try await call.finish() }
      #expect(again?.code == .invalidArgument)
    }
  }

  @Test func serverThatResetsEndsTheWriter() async throws {
    try await ScriptedServer.run { stream, event in
      if case .message = event { stream.reset(.enhanceYourCalm) }
    } body: { channel, _ in
      let talk = channel.bidirectional(Self.talk)
      let thrown = await status { while true { try await talk.requests.write(note("more")) } }
      #expect(thrown?.code == .resourceExhausted)
      let read = await status { for try await _ in talk.responses {} }
      #expect(read?.code == .resourceExhausted)
    }
  }

  @Test func messageAfterTheEndIsRefused() async throws {
    try await ScriptedServer.run(Self.echoing) { channel, _ in
      let talk = channel.bidirectional(Self.talk)
      try await talk.requests.write(note("a"))
      // Both at once on the loop, so that the server has not answered yet.
      try await channel.core.loop.run {
        try await talk.requests.finish()
        let late = await status { try await talk.requests.write(note("b")) }
        #expect(late?.code == .internalError)
        let twice = await status { try await talk.requests.finish() }
        #expect(twice?.code == .internalError)
      }
      var texts: [String] = []
      for try await answer in talk.responses { texts.append(answer.typeURL) }
      #expect(texts == ["a"])
    }
  }

  @Test(arguments: [0, 1, 2])
  func callerMayCancelAtAnyTime(messages: Int) async throws {
    try await ScriptedServer.run(Self.echoing) { channel, server in
      let talk = channel.bidirectional(Self.talk)
      var answers = talk.responses.makeAsyncIterator()
      if messages > 0 { try await talk.requests.write(note("a")) }
      if messages > 1 { _ = try await answers.next() }
      talk.cancel()
      let read = await status { _ = try await answers.next() }
      #expect(read?.code == .cancelled)
      let written = await status { try await talk.requests.write(note("b")) }
      #expect(written?.code == .cancelled)
      if messages > 1 { #expect(await isCancelled(server)) }
    }
  }

  /// The writer sleeps on a closed window when its task is cancelled.
  @Test func cancelledWriterCancelsTheCall() async throws {
    try await ScriptedServer.run { stream, _ in
      stream.consumes = false
    } body: { channel, server in
      let written = Counter()
      let call = channel.clientStream(Self.upload)
      let writer = Task {
        await status {
          let part = Note.with { $0.value = [UInt8](repeating: 1, count: 100_000) }
          while true {
            try await call.write(part)
            written.count()
          }
        }
      }
      #expect(await written.rests())
      writer.cancel()
      #expect(await writer.value?.code == .cancelled)
      #expect(await isCancelled(server))
    }
  }

  @Test func callThatNobodyHoldsIsCancelled() async throws {
    try await ScriptedServer.run(Self.echoing) { channel, server in
      do {
        let talk = channel.bidirectional(Self.talk)
        try await talk.requests.write(note("a"))
        var answers = talk.responses.makeAsyncIterator()
        _ = try await answers.next()
      }
      #expect(await isCancelled(server))
    }
  }

  @Test func deadlineEndsAWriterThatWaits() async throws {
    try await ScriptedServer.run { stream, _ in
      stream.consumes = false
    } body: { channel, server in
      let options = CallOptions(timeout: .milliseconds(200))
      let call = channel.clientStream(Self.upload, options: options)
      let part = Note.with { $0.value = [UInt8](repeating: 1, count: 100_000) }
      let thrown = await status { while true { try await call.write(part) } }
      #expect(thrown?.code == .deadlineExceeded)
      #expect(await isCancelled(server))
    }
  }

  /// What was written is sent again, whole and in order, with what follows.
  @Test func refusedCallIsSentOnceMoreWithAllItsMessages() async throws {
    try await ScriptedServer.run { stream, event in
      switch event {
      case .message where stream.number == 0 && stream.messages.count == 3:
        stream.reset(.refusedStream)
      case .end:
        stream.open()
        stream.send(note(stream.messages.map(\.typeURL).joined()))
        stream.finish()
      default: break
      }
    } body: { channel, server in
      let call = channel.clientStream(Self.upload)
      for text in ["a", "b", "c"] { try await call.write(note(text)) }
      #expect(await eventually { server.begun.value == 2 })
      for text in ["d", "e"] { try await call.write(note(text)) }
      #expect(try await call.finish().typeURL == "abcde")
    }
  }

  /// Once its kept messages take too much memory, a call is not sent again.
  @Test func longRequestIsNotKept() async throws {
    var client = ChannelConfiguration()
    client.replayedBytesPerCall = 1_000
    try await ScriptedServer.run(client: client) { stream, event in
      if case .message = event, stream.messages.count == 30 { stream.reset(.refusedStream) }
    } body: { channel, server in
      let call = channel.clientStream(Self.upload)
      let part = Note.with { $0.value = [UInt8](repeating: 1, count: 100) }
      let thrown = await status { while true { try await call.write(part) } }
      #expect(thrown?.code == .unavailable)
      #expect(server.begun.value == 1)
      #expect(await server.onLoop { _ in channel.core.replayedBytes } == 0)
    }
  }

  /// A call that never left this process may be sent again as often as it takes.
  @Test func callsOnAConnectionThatIsGoneAreSentOnAnother() async throws {
    try await ScriptedServer.run(Self.echoing) { channel, server in
      let warm = channel.bidirectional(Self.talk)
      try await warm.requests.finish()
      for try await _ in warm.responses {}
      // The call is opened on a connection that ends before the turn does.
      let texts = try await channel.core.loop.run {
        let talk = channel.bidirectional(Self.talk)
        try await talk.requests.write(note("kept"))
        channel.core.connections.first?.close()
        try await talk.requests.finish()
        var texts: [String] = []
        for try await answer in talk.responses { texts.append(answer.typeURL) }
        return texts
      }
      #expect(texts == ["kept"])
      #expect(server.connected.value == 2)
    }
  }

  /// A second time there is nothing, and not an empty message.
  @Test func answerIsHandedOverOnce() async throws {
    try await ScriptedServer.run { stream, event in
      guard case .end = event else { return }
      stream.open()
      stream.send(note("b"))
      stream.finish()
    } body: { channel, _ in
      let call = channel.clientStream(Self.upload)
      try await call.write(note("a"))
      #expect(try await call.finish().typeURL == "b")
      let again = await status { _ = try await call.finish() }
      #expect(again?.code == .internalError)
    }
  }

  /// A server may take its time: calls have deadlines for that.
  @Test func slowServerIsWaitedFor() async throws {
    let loop = try EventLoop.start(name: "slow")
    let server = ScriptedServer(loop: loop, limits: patient(TransportLimits())) { stream, event in
      if case .head = event { stream.consumes = false }
      guard case .end = event else { return }
      stream.open()
      stream.send(note("\(stream.messages.count)"))
      stream.finish()
    }
    var client = ChannelConfiguration()
    client.transport = patient(client.transport)
    client.transport.writeStallTimeout = .milliseconds(5)
    let channel = try Channel(
      loop: loop, origin: Origin(scheme: "http", authority: "memory"), configuration: client,
      route: server.route())
    let large = Note.with { $0.value = [UInt8](repeating: 1, count: 1 << 20) }
    let call = Task { try await channel.unary(Probe.echo, large).typeURL }
    #expect(await eventually { server.begun.value == 1 })
    try await Task.sleep(for: .milliseconds(100))
    await server.onLoop { server in
      server.streams.forEach { stream in
        stream.consumes = true
        stream.consume(256 << 10)
      }
    }
    #expect(try await call.value == "1")
    channel.close()
    loop.stop()
    loop.join()
  }

  // MARK: Support

  @Sendable static func echoing(_ stream: ScriptedStream, _ event: ScriptedServer.Event) {
    switch event {
    case .head: stream.open([("x-head", "early")])
    case .message(let note): stream.send(note)
    case .end: stream.finish(.ok, [("x-trailer", "late")])
    case .closed: break
    }
  }

  private static func method(
    _ path: StaticString, _ kind: CallKind
  ) -> MethodDescriptor<Note, Note> {
    MethodDescriptor(service: "lintas.test.Probe", method: "Any", path: path, kind: kind)
  }

  /// Whether the first stream is reset with CANCEL, now or soon.
  private func isCancelled(_ server: ScriptedServer) async -> Bool {
    await holds(on: server) { $0.ends.contains(.reset(.cancel)) }
  }
}
