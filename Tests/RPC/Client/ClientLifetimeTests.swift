import LintasProtobuf
import LintasStandard
import LintasTransport
import Testing

@testable import LintasRPC

/// Promise: a channel that is let go ends its connections and leaves nothing behind, whatever calls
/// were made, and a call leaves nothing behind while its channel lives.
@Suite(.timeLimit(.minutes(5))) struct ClientLifetimeTests {
  @Test(arguments: ["none", "retry", "hedging"])
  func channelLeavesNothingBehind(policy: String) async throws {
    var client = RetryTests.retrying
    if policy == "none" { client.service.methods = [] }
    if policy == "hedging" {
      client.service.methods[0].policy = .hedging(
        HedgingPolicy(
          maxAttempts: 3, hedgingDelay: .zero, nonFatalStatusCodes: [.unavailable]))
    }
    let loop = try EventLoop.start(name: "lifetime")
    let server = ScriptedServer(loop: loop, limits: TransportLimits()) { stream, event in
      guard case .end = event else { return }
      if stream.number.isMultiple(of: 2) { return stream.refuse(.unavailable) }
      stream.open()
      stream.send(note("a"))
      stream.finish()
    }
    let core = try await use(server, loop, client) { channel in
      for kind in RetryTests.kinds {
        for _ in 0..<3 { _ = await outcome(kind, channel) }
        let call = Task { await outcome(kind, channel) }
        call.cancel()
        _ = await call.value
      }
      // One that nobody waits for, and one that is not sent.
      _ = channel.bidirectional(Probe.chat)
      try await channel.bidirectional(Probe.chat).requests.write(note("a"))
    }
    #expect(await eventually { core.isGone })
    #expect(await holds(on: server) { $0.connections.allSatisfy(\.isDraining) })
    loop.stop()
    loop.join()
  }

  @Test func spreadChannelLeavesNothingBehind() async throws {
    var client = ChannelConfiguration()
    client.service.loadBalancing = .roundRobin
    client.service.healthCheckedService = ""
    let loop = try EventLoop.start(name: "lifetime")
    let server = ScriptedServer(loop: loop, limits: TransportLimits()) { stream, event in
      guard case .end = event else { return }
      stream.open()
      if stream.fields[":path"] == "/grpc.health.v1.Health/Watch" {
        stream.send(health: .serving)
      } else {
        stream.send(note("a"))
        stream.finish()
      }
    }
    let core = try await use(server, loop, client) { channel in
      for _ in 0..<5 { _ = try await channel.unary(Probe.echo, note("a")) }
    }
    #expect(await eventually { core.isGone })
    #expect(await holds(on: server) { $0.ends.contains(.reset(.cancel)) })
    loop.stop()
    loop.join()
  }

  @Test(arguments: RetryTests.kinds)
  func callsLeaveNothingBehind(kind: CallKind) async throws {
    try await ScriptedServer.run(client: RetryTests.retrying) { stream, event in
      guard case .end = event else { return }
      if stream.number == 0 { return stream.refuse(.unavailable) }
      stream.open()
      stream.send(note("a"))
      stream.finish()
    } body: { channel, server in
      let probe = Probed()
      let watched = channel.intercepting(probe)
      _ = await outcome(kind, watched)
      #expect(await eventually { probe.isGone })
    }
  }

  /// Makes a channel, uses it, and lets it go.
  private func use(
    _ server: ScriptedServer, _ loop: EventLoop, _ configuration: ChannelConfiguration,
    _ body: (Channel) async throws -> Void
  ) async throws -> Weak {
    let channel = try Channel(
      loop: loop, origin: Origin(scheme: "http", authority: "memory"),
      configuration: configuration, route: server.route())
    try await body(channel)
    return Weak(channel.core)
  }
}

/// Sees whether the inside of a channel still lives.
// Safety: written once, when it is made; reading a weak reference is safe from any thread.
private final class Weak: @unchecked Sendable {
  private weak var core: ChannelCore?

  var isGone: Bool { core == nil }

  init(_ core: ChannelCore) { self.core = core }
}

/// Watches a call, and sees whether it is kept.
// Safety: written on the channel's loop before the call ends, read after.
private final class Probed: ClientInterceptor, @unchecked Sendable {
  private final class Observer: CallObserver {}

  private weak var observer: Observer?

  var isGone: Bool { observer == nil }

  func begin(
    _ method: MethodSummary, _ options: inout CallOptions
  ) async throws -> (any CallObserver)? {
    let observer = Observer()
    self.observer = observer
    return observer
  }
}
