import LintasProtobuf
import LintasStandard
import LintasTransport
import Testing

@testable import LintasRPC

/// Promise: a hedged call is answered by the first attempt that answers well, the others are broken
/// off, and its caller sees one call.
@Suite(.timeLimit(.minutes(5))) struct HedgingTests {
  @Test(arguments: RetryTests.kinds)
  func firstGoodAnswerCounts(kind: CallKind) async throws {
    try await ScriptedServer.run(client: Self.hedging(delay: .milliseconds(5))) { stream, event in
      guard case .end = event, stream.number == 2 else { return }
      stream.open()
      stream.send(note("third"))
      stream.finish()
    } body: { channel, server in
      let (answer, _) = await outcome(kind, channel)
      #expect(answer == "third")
      #expect(await holds(on: server) { $0.ends.filter { $0 == .reset(.cancel) }.count == 2 })
      let requests = await server.onLoop { server in
        server.streams.map { stream in
          (stream.fields["grpc-previous-rpc-attempts"] ?? "", stream.messages.count)
        }
      }
      #expect(requests.map(\.0) == ["", "1", "2"])
      #expect(requests.allSatisfy { $0.1 == (kind.streamsRequests ? 3 : 1) })
    }
  }

  @Test func attemptsWithoutDelayAreMadeAtOnce() async throws {
    try await ScriptedServer.run(client: Self.hedging(delay: .zero)) { stream, event in
      guard case .end = event else { return }
      // Nobody is answered before all are there.
      if stream.number == 2 {
        stream.open()
        stream.send(note("a"))
        stream.finish()
      }
    } body: { channel, server in
      let answer = try await channel.unary(Probe.echo, note("a"))
      #expect(answer.typeURL == "a")
      #expect(server.begun.value == 3)
    }
  }

  /// Without waiting for its time.
  @Test(arguments: RetryTests.kinds)
  func harmlessFailureIsFollowedByTheNextAttempt(kind: CallKind) async throws {
    try await ScriptedServer.run(client: Self.hedging(delay: .seconds(3600))) { stream, event in
      guard case .end = event else { return }
      if stream.number < 2 {
        stream.refuse(.unavailable)
      } else {
        stream.open()
        stream.send(note("third"))
        stream.finish()
      }
    } body: { channel, server in
      #expect(await outcome(kind, channel).answer == "third")
    }
  }

  @Test(arguments: RetryTests.kinds)
  func lastHarmlessFailureIsTheCalls(kind: CallKind) async throws {
    try await ScriptedServer.run(client: Self.hedging(delay: .seconds(3600))) { stream, event in
      if case .end = event { stream.refuse(.unavailable, [("grpc-message", "\(stream.number)")]) }
    } body: { channel, server in
      let failure = await outcome(kind, channel).failure
      #expect(failure?.code == .unavailable && failure?.message == "2")
      #expect(server.begun.value == 3)
    }
  }

  @Test func fatalFailureEndsTheCall() async throws {
    try await ScriptedServer.run(client: Self.hedging(delay: .milliseconds(1))) { stream, event in
      if case .end = event, stream.number == 1 { stream.refuse(.dataLoss) }
    } body: { channel, server in
      let failure = await outcome(.unary, channel).failure
      #expect(failure?.code == .dataLoss)
      #expect(await holds(on: server) { $0.ends.contains(.reset(.cancel)) })
    }
  }

  /// The head of a response commits the call to its attempt: the others are broken off at once.
  @Test func headOfAResponseDecides() async throws {
    try await ScriptedServer.run(client: Self.hedging(delay: .milliseconds(1))) { stream, event in
      if case .end = event, stream.number == 2 { stream.open([("x-head", "third")]) }
    } body: { channel, server in
      let stream = channel.serverStream(Probe.count, note("a"))
      let head = try await stream.metadata
      #expect(head["x-head"] == "third")
      #expect(await holds(on: server) { $0.ends.count == 2 })
      await server.onLoop { $0.streams[2].finish(.unavailable) }
      let thrown = await status { for try await _ in stream {} }
      #expect(thrown?.code == .unavailable)
    }
  }

  @Test func cancelledCallEndsAllAttempts() async throws {
    try await ScriptedServer.run(client: Self.hedging(delay: .zero)) { _, _ in
    } body: { channel, server in
      let call = Task { await outcome(.bidirectional, channel).failure }
      #expect(await eventually { server.begun.value == 3 })
      call.cancel()
      #expect(await call.value?.code == .cancelled)
      #expect(
        await holds(on: server) { $0.ends == [.reset(.cancel), .reset(.cancel), .reset(.cancel)] })
    }
  }

  @Test func deadlineEndsAllAttempts() async throws {
    try await ScriptedServer.run(client: Self.hedging(delay: .zero)) { _, _ in
    } body: { channel, server in
      let options = CallOptions(timeout: .milliseconds(50))
      #expect(await outcome(.unary, channel, options).failure?.code == .deadlineExceeded)
      #expect(await holds(on: server) { $0.ends.count == 3 })
    }
  }

  /// A pause that would outlast the call's time is not waited for.
  @Test(arguments: RetryTests.kinds)
  func noAttemptBeyondTheDeadline(kind: CallKind) async throws {
    try await ScriptedServer.run(client: Self.hedging(delay: .seconds(3600))) { stream, event in
      if case .end = event {
        stream.refuse(.unavailable, [("grpc-retry-pushback-ms", "1000000")])
      }
    } body: { channel, server in
      let options = CallOptions(timeout: .seconds(600))
      #expect(await outcome(kind, channel, options).failure?.code == .unavailable)
      #expect(server.begun.value == 1)
    }
  }

  private static func hedging(delay: Duration) -> ChannelConfiguration {
    var configuration = ChannelConfiguration()
    configuration.service.methods = [
      MethodConfig(
        [.all],
        policy: .hedging(
          HedgingPolicy(
            maxAttempts: 3, hedgingDelay: delay, nonFatalStatusCodes: [.unavailable])))
    ]
    return configuration
  }
}
