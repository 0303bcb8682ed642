import LintasProtobuf
import LintasStandard
import LintasTransport
import Testing

@testable import LintasRPC

/// Promise: a call that a service config has made again looks to its caller like one call, whatever
/// its kind; the server is told how often it was made before; and nothing is made again that the
/// caller has seen a part of.
@Suite(.timeLimit(.minutes(5))) struct RetryTests {
  static let kinds: [CallKind] = [.unary, .serverStream, .clientStream, .bidirectional]

  @Test(arguments: kinds)
  func failedAttemptsAreNotSeen(kind: CallKind) async throws {
    try await ScriptedServer.run(client: Self.retrying) { stream, event in
      guard case .end = event else { return }
      if stream.number < 3 {
        stream.refuse(.unavailable)
      } else {
        stream.open()
        stream.send(note(stream.messages.map(\.typeURL).joined()))
        stream.finish()
      }
    } body: { channel, server in
      let (answer, failure) = await outcome(kind, channel)
      #expect(answer == (kind.streamsRequests ? "abc" : "a") && failure == nil)
      let counts = await server.onLoop { server in
        server.streams.map { $0.fields["grpc-previous-rpc-attempts"] }
      }
      #expect(counts == [nil, "1", "2", "3"])
    }
  }

  @Test(arguments: kinds)
  func lastFailureIsTheCalls(kind: CallKind) async throws {
    try await ScriptedServer.run(client: Self.retrying) { stream, event in
      if case .end = event { stream.refuse(.unavailable, [("grpc-message", "\(stream.number)")]) }
    } body: { channel, server in
      let (_, failure) = await outcome(kind, channel)
      #expect(failure?.code == .unavailable && failure?.message == "3")
      #expect(server.begun.value == 4)
    }
  }

  @Test(arguments: kinds)
  func callThatHasAHeadIsNotRetried(kind: CallKind) async throws {
    try await ScriptedServer.run(client: Self.retrying) { stream, event in
      if case .end = event {
        stream.open()
        stream.finish(.unavailable)
      }
    } body: { channel, server in
      let (_, failure) = await outcome(kind, channel)
      #expect(failure?.code == .unavailable)
      #expect(server.begun.value == 1)
    }
  }

  @Test(arguments: kinds)
  func serverNamesThePauseOrForbidsARetry(kind: CallKind) async throws {
    try await ScriptedServer.run(client: Self.retrying) { stream, event in
      guard case .end = event else { return }
      let pushback = stream.number == 0 ? "1" : "-1"
      stream.refuse(.unavailable, [("grpc-retry-pushback-ms", pushback)])
    } body: { channel, server in
      let (_, failure) = await outcome(kind, channel)
      #expect(failure?.code == .unavailable)
      #expect(server.begun.value == 2)
    }
  }

  /// A pause that would outlast the call's time is not waited for.
  @Test(arguments: kinds)
  func noRetryBeyondTheDeadline(kind: CallKind) async throws {
    try await ScriptedServer.run(client: Self.retrying) { stream, event in
      if case .end = event {
        stream.refuse(.unavailable, [("grpc-retry-pushback-ms", "1000000")])
      }
    } body: { channel, server in
      let (_, failure) = await outcome(kind, channel, CallOptions(timeout: .seconds(600)))
      #expect(failure?.code == .unavailable)
      #expect(server.begun.value == 1)
    }
  }

  @Test func throttleStopsRetries() async throws {
    var client = Self.retrying
    client.service.retryThrottling = RetryThrottling(maxTokens: 4, tokenRatio: 0.001)
    try await ScriptedServer.run(client: client) { stream, event in
      if case .end = event { stream.refuse(.unavailable) }
    } body: { channel, server in
      for kind in Self.kinds { _ = await outcome(kind, channel) }
      // 4 tokens: the first failure leaves 3 and is followed by a retry, all others by none.
      #expect(server.begun.value == 2 + 3)
    }
  }

  /// A server that cannot be reached counts as one that failed.
  @Test func unreachableServerIsTriedAgain() async throws {
    var client = Self.retrying
    client.backoff.initial = .milliseconds(1)
    try await ScriptedServer.run(client: client) { stream, event in
      if case .end = event { stream.refuse(.notFound) }
    } body: { channel, server in
      server.isDown = true
      let down = await status { _ = try await channel.unary(Probe.echo, note("a")) }
      #expect(down?.code == .unavailable && down?.cause != nil)
      let call = Task { await status { _ = try await channel.unary(Probe.echo, note("a")) } }
      server.isDown = false
      #expect(await call.value?.code == .notFound)
    }
  }

  /// The first entry that fits best decides.
  @Test func methodsAreTreatedByName() async throws {
    var client = ChannelConfiguration()
    client.service.methods = [
      MethodConfig([.service("lintas.test.Probe")], policy: Self.policy),
      MethodConfig([.method("lintas.test.Probe", "Fail")]),
      MethodConfig([.method("lintas.test.Probe", "Hang")], timeout: .milliseconds(50)),
    ]
    try await ScriptedServer.run(client: client) { stream, event in
      if case .end = event, stream.fields[":path"] != "/lintas.test.Probe/Hang" {
        stream.refuse(.unavailable)
      }
    } body: { channel, server in
      _ = await status { _ = try await channel.unary(Probe.echo, note("a")) }
      #expect(server.begun.value == 4)
      _ = await status { _ = try await channel.unary(Probe.fail, note("a")) }
      #expect(server.begun.value == 5)
      let hung = await status { _ = try await channel.unary(Probe.hang, note("a")) }
      #expect(hung?.code == .deadlineExceeded)
      let timeout = await server.onLoop { $0.streams.last?.fields["grpc-timeout"] }
      #expect(timeout != nil)
    }
  }

  /// A writer that is not done when its attempt fails writes on into the next one.
  @Test func writerGoesOnIntoTheNextAttempt() async throws {
    try await ScriptedServer.run(client: Self.retrying) { stream, event in
      switch event {
      case .message where stream.number == 0 && stream.messages.count == 2:
        stream.refuse(.unavailable)
      case .end:
        stream.open()
        stream.send(note(stream.messages.map(\.typeURL).joined()))
        stream.finish()
      default: break
      }
    } body: { channel, _ in
      let call = channel.clientStream(RequestWriterTests.upload)
      for letter in ["a", "b", "c", "d", "e"] {
        try await call.write(note(letter))
        await Task.yield()
      }
      #expect(try await call.finish().typeURL == "abcde")
    }
  }

  @Test(arguments: kinds)
  func cancelledCallIsNotRetried(kind: CallKind) async throws {
    var client = Self.retrying
    client.service.methods[0].policy = .retry(
      RetryPolicy(
        maxAttempts: 5, initialBackoff: .seconds(3600), maxBackoff: .seconds(3600),
        backoffMultiplier: 1, retryableStatusCodes: [.unavailable, .cancelled]))
    try await ScriptedServer.run(client: client) { stream, event in
      if case .end = event { stream.refuse(.unavailable) }
    } body: { channel, server in
      let call = Task { await outcome(kind, channel).failure }
      #expect(await eventually { server.begun.value == 1 })
      // It may be in the pause by now, or on its way there.
      call.cancel()
      #expect(await call.value?.code == .cancelled)
      #expect(server.begun.value == 1)
    }
  }

  /// Not even a connection is made for it.
  @Test(arguments: kinds)
  func cancelledCallConnectsNowhere(kind: CallKind) async throws {
    let loop = try EventLoop.start(name: "retries")
    let dialed = Counter()
    let route = Route(resolve: { _ in [.memory(0)] }) { _, _, _, link in
      dialed.count()
      link.failed(TransportError.closed)
    }
    var client = ChannelConfiguration()
    client.backoff.initial = .nanoseconds(1)
    client.service.methods = [
      MethodConfig(
        [.all],
        policy: .retry(
          RetryPolicy(
            maxAttempts: 5, initialBackoff: .seconds(3600), maxBackoff: .seconds(3600),
            backoffMultiplier: 1, retryableStatusCodes: [.unavailable])))
    ]
    let channel = try Channel(
      loop: loop, origin: Origin(scheme: "http", authority: "memory"), configuration: client,
      route: route)
    let call = Task { await outcome(kind, channel).failure }
    #expect(await eventually { dialed.value == 1 })
    await loop.run { for _ in 0..<20 { await Task.yield() } }
    call.cancel()
    #expect(await call.value?.code == .cancelled)
    await loop.run { for _ in 0..<20 { await Task.yield() } }
    channel.close()
    loop.stop()
    loop.join()
    #expect(dialed.value == 1)
  }

  // MARK: Support

  static let policy = AttemptPolicy.retry(
    RetryPolicy(
      maxAttempts: 4, initialBackoff: .milliseconds(1), maxBackoff: .milliseconds(2),
      backoffMultiplier: 2, retryableStatusCodes: [.unavailable]))

  static var retrying: ChannelConfiguration {
    var configuration = ChannelConfiguration()
    configuration.service.methods = [MethodConfig([.all], policy: policy)]
    return configuration
  }
}

/// Makes a call of a kind: with the note `a`, or with `a`, `b` and `c`.
func outcome(
  _ kind: CallKind, _ channel: Channel, _ options: CallOptions = CallOptions()
) async -> (answer: String?, failure: Status?) {
  do {
    switch kind {
    case .unary:
      return (try await channel.unary(Probe.echo, note("a"), options: options).typeURL, nil)
    case .serverStream:
      var text = ""
      for try await answer in channel.serverStream(Probe.count, note("a"), options: options) {
        text += answer.typeURL
      }
      return (text, nil)
    case .clientStream:
      let call = channel.clientStream(Probe.sum, options: options)
      for letter in ["a", "b", "c"] { try await call.write(note(letter)) }
      return (try await call.finish().typeURL, nil)
    case .bidirectional:
      let call = channel.bidirectional(Probe.chat, options: options)
      for letter in ["a", "b", "c"] { try await call.requests.write(note(letter)) }
      try await call.requests.finish()
      var text = ""
      for try await answer in call.responses { text += answer.typeURL }
      return (text, nil)
    }
  } catch {
    return (nil, error as? Status)
  }
}
