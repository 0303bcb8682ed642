import LintasStandard
import LintasTransport
import Testing

@testable import LintasProtobuf
@testable import LintasRPC

/// Promise: a client compresses what it is told to, by call and by message, reads what servers
/// compress, and is not hurt by what they should not have sent.
@Suite(.timeLimit(.minutes(5))) struct ClientCompressionTests {
  private static let zeros = Note.with { $0.value = [UInt8](repeating: 0, count: 100_000) }

  /// To our server and back, whoever of the two compresses.
  @Test(arguments: Depth.allCases, [Compression.identity, .gzip])
  func messagesGoThereAndBack(depth: Depth, compression: Compression) async throws {
    try await withProbe(depth) { channel, _, _ in
      let options = CallOptions(compression: compression)
      for text in ["gzip", "identity"] {
        let request = Note.with {
          $0 = Self.zeros
          $0.typeURL = text
        }
        let answer = try await channel.unary(Probe.special, request, options: options)
        #expect(answer == request)
        let chat = channel.bidirectional(Probe.specialChat, options: options)
        try await chat.requests.write(request)
        try await chat.requests.write(request, compresses: false)
        try await chat.requests.finish()
        var answers: [Note] = []
        for try await answer in chat.responses { answers.append(answer) }
        #expect(answers == [request, request])
      }
    }
  }

  /// A caller can tell, on the channel's loop and elsewhere.
  @Test(arguments: [true, false])
  func callerKnowsWhetherAnAnswerCameCompressed(onLoop: Bool) async throws {
    try await withProbe(.socket) { channel, _, _ in
      let body = { @Sendable () async throws in
        for text in ["gzip", "identity"] {
          let request = Note.with { ($0.typeURL, $0.value) = (text, Self.zeros.value) }
          let answer = try await channel.response(Probe.special, request)
          #expect(answer.isCompressed == (text == "gzip"))
        }
        let chat = channel.bidirectional(Probe.specialChat)
        for text in ["gzip", "plain", "more"] {
          try await chat.requests.write(
            .with { ($0.typeURL, $0.value) = (text, Self.zeros.value) })
        }
        try await chat.requests.finish()
        var answers = chat.responses.makeAsyncIterator()
        var flags: [Bool] = []
        while try await answers.next() != nil {
          flags.append(await chat.responses.isLastCompressed)
        }
        #expect(flags == [true, false, true])
      }
      if onLoop { try await channel.run(body) } else { try await body() }
    }
  }

  @Test(.enabled(if: PythonServer.python != nil))
  func messagesGoToAServerOfAnotherMakeAndBack() async throws {
    let identity = try TestIdentity()
    // 2 is gzip.
    let server = try PythonServer(
      identity, options: ["grpc.default_compression_algorithm=2"])
    let channel = try Channel(host: "localhost", port: server.port, tls: identity.client)
    let options = CallOptions(compression: .gzip)
    let answer = try await channel.unary(Probe.echo, Self.zeros, options: options)
    #expect(answer == Self.zeros)
    let sum = channel.clientStream(Probe.sum, options: options)
    for number in 0..<10 {
      try await sum.write(Self.zeros, compresses: number.isMultiple(of: 2))
    }
    #expect(try await sum.finish().typeURL == "10 notes of 1000000 bytes")
    channel.close()
    server.stop()
  }

  /// What is sent says so; what would not become smaller, or is small, is sent as it is.
  @Test func flagsFollowTheMessages() async throws {
    try await ScriptedServer.run { stream, event in
      if case .end = event { stream.refuse(.notFound) }
    } body: { channel, server in
      let options = CallOptions(compression: .gzip)
      let noise = Note.with { note in
        var random = SeededGenerator()
        note.value = (0..<10_000).map { _ in UInt8.random(in: 0...255, using: &random) }
      }
      let call = channel.clientStream(RequestWriterTests.upload, options: options)
      try await call.write(Self.zeros)
      try await call.write(Self.zeros, compresses: false)
      try await call.write(noise)
      try await call.write(note("small"))
      _ = await status { _ = try await call.finish() }
      _ = await status { _ = try await channel.unary(Probe.echo, Self.zeros) }
      let (fields, flags) = await server.onLoop { server in
        (server.streams.map(\.fields), server.streams[0].flags)
      }
      #expect(flags == [1, 0, 0, 0])
      #expect(fields.map { $0["grpc-encoding"] } == ["gzip", nil])
      #expect(fields.allSatisfy { $0["grpc-accept-encoding"] == "identity,gzip" })
    }
  }

  @Test func channelMayCompressAllCalls() async throws {
    var client = ChannelConfiguration()
    client.compression = .gzip
    try await ScriptedServer.run(client: client) { stream, event in
      if case .end = event { stream.refuse(.notFound) }
    } body: { channel, server in
      _ = await status { _ = try await channel.unary(Probe.echo, Self.zeros) }
      let plain = CallOptions(compression: .identity)
      _ = await status { _ = try await channel.unary(Probe.echo, Self.zeros, options: plain) }
      let flags = await server.onLoop { $0.streams.map(\.flags) }
      #expect(flags == [[1], [0]])
    }
  }

  @Test(arguments: RetryTests.kinds)
  func compressedMessageThatIsNoneIsInternal(kind: CallKind) async throws {
    let junk: [UInt8] = [1, 0, 0, 0, 3, 1, 2, 3]
    try await answering(junk, [("grpc-encoding", "gzip")]) { channel in
      let failure = await outcome(kind, channel).failure
      #expect(failure?.code == .internalError)
      let again = await outcome(kind, channel).failure
      #expect(again?.code == .internalError)
    }
  }

  @Test(arguments: RetryTests.kinds)
  func compressedMessageWithoutEncodingIsInternal(kind: CallKind) async throws {
    for fields in [[], [("grpc-encoding", "identity")]] {
      try await answering(gzipped(Self.zeros), fields) { channel in
        let failure = await outcome(kind, channel).failure
        #expect(failure?.code == .internalError)
      }
    }
  }

  @Test(arguments: RetryTests.kinds)
  func unknownEncodingIsInternal(kind: CallKind) async throws {
    try await answering(gzipped(Self.zeros), [("grpc-encoding", "br")]) { channel in
      let failure = await outcome(kind, channel).failure
      #expect(failure?.code == .internalError)
    }
  }

  /// The limit is of what comes out, and memory stops there.
  @Test(arguments: RetryTests.kinds)
  func bombIsResourceExhausted(kind: CallKind) async throws {
    let bomb = gzipped(.with { $0.value = [UInt8](repeating: 0, count: 8 << 20) })
    try await answering(bomb, [("grpc-encoding", "gzip")]) { channel in
      let failure = await outcome(kind, channel).failure
      #expect(failure?.code == .resourceExhausted)
      let size = await channel.core.loop.run { channel.core.gzip.bufferBytes }
      #expect(size <= 5 << 20)
    }
  }

  /// Messages that nobody has taken yet wait as they came: decompressed they would be 150 MiB here.
  @Test func waitingMessagesTakeNoMoreThanTheWindow() async throws {
    let account = MemoryAccount.process.most
    MemoryAccount.process.limit(to: 32 << 20)
    defer { MemoryAccount.process.limit(to: account) }
    let large = gzipped(.with { $0.value = [UInt8](repeating: 0, count: 3 << 20) })
    try await answering(
      [[UInt8]](repeating: large, count: 50).flatMap { $0 }, [("grpc-encoding", "gzip")]
    ) { channel in
      let core = channel.core
      let stream = channel.serverStream(Probe.count, note("a"))
      _ = try await stream.metadata
      var isAllThere = false
      while !isAllThere {
        isAllThere = await core.loop.run { core.connections.first?.openStreams == 0 }
      }
      var count = 0
      for try await answer in stream {
        #expect(answer.value.count == 3 << 20)
        count += 1
      }
      #expect(count == 50)
    }
  }

  // MARK: Support

  private func gzipped(_ note: Note) -> [UInt8] {
    let codec = GzipCodec()
    let encoder = Encoder()
    return withExtendedLifetime(encoder) {
      codec.deflate(framed: note.encodeFramed(with: encoder)).map { Array($0) } ?? []
    }
  }

  /// A server that answers each request with these bytes behind a head with these fields.
  private func answering(
    _ bytes: [UInt8], _ fields: [(String, String)],
    _ body: @Sendable (Channel) async throws -> Void
  ) async throws {
    try await ScriptedServer.run { stream, event in
      guard case .end = event else { return }
      stream.open(fields)
      stream.send(bytes: bytes)
      stream.finish()
    } body: { channel, _ in
      try await body(channel)
    }
  }
}
