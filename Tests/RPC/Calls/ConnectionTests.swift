import LintasProtobuf
import LintasStandard
import Synchronization
import Testing

@testable import LintasRPC
@testable import LintasTransport

/// Promise: a channel finds its way to the server and back to it, says why it cannot, and a server
/// that ends loses no call that it has begun.
@Suite(.timeLimit(.minutes(5))) struct ConnectionTests {
  @Test(arguments: Depth.allCases)
  func drainLetsRunningCallsFinish(depth: Depth) async throws {
    let desk = ProbeDesk()
    var configuration = ServerConfiguration()
    configuration.workers = 1
    let server = try GRPCServer(router: desk.router(), configuration: configuration)
    let (channel, _) = try open(depth, server)
    let calls = (0..<20).map { _ in
      Task { try await channel.unary(Probe.wait, Note.with { $0.typeURL = "kept" }).typeURL }
    }
    #expect(await eventually { desk.started.load(ordering: .relaxed) == 20 })
    let end = Task { await server.shutdown(grace: .seconds(30)) }
    try await Task.sleep(for: .milliseconds(30))
    desk.gate.store(true, ordering: .relaxed)
    for call in calls {
      let text = try await call.value
      #expect(text == "kept")
    }
    #expect(await end.value)
    #expect(await server.shutdown(grace: .zero))
  }

  @Test(arguments: Depth.allCases)
  func graceOverBreaksOffWhatIsLeft(depth: Depth) async throws {
    let desk = ProbeDesk()
    var configuration = ServerConfiguration()
    configuration.workers = 1
    let server = try GRPCServer(router: desk.router(), configuration: configuration)
    let (channel, _) = try open(depth, server)
    let call = Task { await status { _ = try await channel.unary(Probe.hang, Note()) } }
    #expect(await eventually { desk.started.load(ordering: .relaxed) == 1 })
    #expect(await server.shutdown(grace: .milliseconds(50)))
    #expect(await call.value?.code == .unavailable)
    #expect(desk.cancelled.load(ordering: .relaxed) == 1)
  }

  @Test func unreachableServerIsToldWithItsCause() async throws {
    let identity = try TestIdentity()
    // A port that was free a moment ago, and that nobody listens on.
    let desk = ProbeDesk()
    var configuration = ServerConfiguration()
    configuration.workers = 1
    let server = try GRPCServer(router: desk.router(), configuration: configuration)
    let address = try server.listen(on: identity.address, tls: identity.server)
    await server.shutdown(grace: .zero)
    let channel = try Channel(host: "localhost", port: address.port, tls: identity.client)
    let first = await status { _ = try await channel.unary(Probe.echo, Note()) }
    #expect(first?.code == .unavailable)
    guard case .system(let call, _)? = first?.cause as? TransportError else {
      Issue.record("no cause: \(String(describing: first))")
      return
    }
    #expect(call == "connect")
    // In the pause after it, calls fail at once with the same cause; those that wait, wait.
    let second = await status { _ = try await channel.unary(Probe.echo, Note()) }
    #expect(second?.code == .unavailable && second?.cause != nil)
    let options = CallOptions(timeout: .milliseconds(50), waitsForReady: true)
    let third = await status {
      _ = try await channel.unary(Probe.echo, Note(), options: options)
    }
    #expect(third?.code == .deadlineExceeded && third?.cause != nil)
  }

  @Test func serverOfAnotherNameIsRefused() async throws {
    let identity = try TestIdentity()
    let desk = ProbeDesk()
    try await withServer(desk) { server in
      let address = try server.listen(on: identity.address, tls: identity.server)
      let channel = try Channel(
        host: "127.0.0.1", port: address.port, tls: identity.client, serverName: "other.example")
      let thrown = await status { _ = try await channel.unary(Probe.echo, Note()) }
      #expect(thrown?.code == .unavailable)
      guard case .tls? = thrown?.cause as? TransportError else {
        Issue.record("no cause: \(String(describing: thrown))")
        return
      }
    }
  }

  @Test func channelComesBackWhenTheServerDoes() async throws {
    let identity = try TestIdentity()
    let desk = ProbeDesk()
    var configuration = ServerConfiguration()
    configuration.workers = 1
    let first = try GRPCServer(router: desk.router(), configuration: configuration)
    let address = try first.listen(on: identity.address, tls: identity.server)
    var client = ChannelConfiguration()
    client.backoff.initial = .milliseconds(20)
    let channel = try Channel(
      host: "127.0.0.1", port: address.port, tls: identity.client, serverName: "localhost",
      configuration: client)
    _ = try await channel.unary(Probe.echo, Note())
    await first.shutdown(grace: .seconds(5))
    try await withServer(desk) { second in
      try second.listen(on: identity.address.with(port: address.port), tls: identity.server)
      let options = CallOptions(timeout: .seconds(30), waitsForReady: true)
      let answer = try await channel.unary(Probe.echo, Note(), options: options)
      #expect(answer == Note())
    }
  }

  @Test func callsQueueAtTheLimitOfStreams() async throws {
    var server = ServerConfiguration()
    server.transport.concurrentStreams = 3
    try await withProbe(.socket, server: server) { channel, desk, _ in
      // The limit is known once the connection is ready.
      _ = try await channel.unary(Probe.echo, Note())
      let calls = (0..<30).map { _ in
        Task { await status { _ = try await channel.unary(Probe.wait, Note()) } }
      }
      #expect(await eventually { desk.started.load(ordering: .relaxed) == 3 })
      let late = await status {
        let options = CallOptions(timeout: .milliseconds(30))
        _ = try await channel.unary(Probe.echo, Note(), options: options)
      }
      #expect(late?.code == .deadlineExceeded)
      // Those that leave the line do not hold up the ones behind them.
      for call in calls[20...] { call.cancel() }
      desk.gate.store(true, ordering: .relaxed)
      for call in calls[..<20] {
        let failure = await call.value
        #expect(failure == nil || failure?.code == .cancelled)
      }
      let answer = try await channel.unary(Probe.echo, Note())
      #expect(answer == Note())
    }
  }

  /// Calls that run on the old connection finish there.
  @Test(arguments: Depth.allCases)
  func connectionIsReplacedBeforeItsIdentifiersRunOut(depth: Depth) async throws {
    try await withProbe(depth) { channel, desk, _ in
      let old = Task { try await channel.unary(Probe.wait, Note.with { $0.typeURL = "old" }) }
      #expect(await eventually { desk.started.load(ordering: .relaxed) == 1 })
      let core = channel.core
      let first = await core.loop.run { () -> UInt64? in
        core.connection?.session.nextStreamID = 0x7fff_ffff
        return core.connection?.number
      }
      _ = try await channel.unary(Probe.echo, Note())
      _ = try await channel.unary(Probe.echo, Note())
      let second = await core.loop.run { core.connection?.number }
      #expect(first != nil && second != nil && first != second)
      desk.gate.store(true, ordering: .relaxed)
      #expect(try await old.value.typeURL == "old")
    }
  }

  /// In both directions, the sizes are named.
  @Test func metadataBeyondThePeersLimitIsResourceExhausted() async throws {
    var server = ServerConfiguration()
    server.transport.headerListSize = 2000
    var client = ChannelConfiguration()
    client.transport.headerListSize = 1000
    try await withProbe(.memory, server: server, client: client) { channel, _, _ in
      _ = try await channel.unary(Probe.echo, Note())
      for (size, limit) in [(3000, 2000), (1200, 1000)] {
        let options = CallOptions(metadata: ["echo": String(repeating: "x", count: size)])
        let stream = channel.serverStream(
          Probe.count, Note.with { $0.value = [1] }, options: options)
        let thrown = await status { for try await _ in stream {} }
        #expect(thrown?.code == .resourceExhausted)
        #expect(thrown?.message.contains("takes \(limit) B") == true)
      }
    }
  }

  @Test func closedChannelTakesNoCalls() async throws {
    try await withProbe(.memory) { channel, _, _ in
      _ = try await channel.unary(Probe.echo, Note())
      channel.close()
      let retrying = channel.defaulting(to: Self.retrying)
      let thrown = await status { _ = try await retrying.unary(Probe.echo, Note()) }
      #expect(thrown?.code == .cancelled)
    }
  }

  /// Opening streams and leaving them does not multiply the handlers that run.
  @Test func handlersOfLeftStreamsStillCount() async throws {
    var server = ServerConfiguration()
    server.limits.runningHandlersPerConnection = 4
    try await withProbe(.memory, server: server) { channel, desk, _ in
      let calls = (0..<4).map { _ in
        Task { await status { _ = try await channel.unary(Probe.stubborn, Note()) } }
      }
      #expect(await eventually { desk.started.load(ordering: .relaxed) == 4 })
      for call in calls { call.cancel() }
      for call in calls { _ = await call.value }
      let thrown = await status { _ = try await channel.unary(Probe.echo, Note()) }
      #expect(thrown?.code == .unavailable)
      desk.gate.store(true, ordering: .relaxed)
      #expect(await eventually { desk.ended.load(ordering: .relaxed) == 4 })
      let answer = try await channel.defaulting(to: Self.retrying).unary(Probe.echo, Note())
      #expect(answer == Note())
    }
  }

  private static let retrying = ServiceConfig(methods: [
    MethodConfig(
      [.all],
      policy: .retry(
        RetryPolicy(
          maxAttempts: 5, initialBackoff: .milliseconds(100), maxBackoff: .seconds(1),
          backoffMultiplier: 2, retryableStatusCodes: [.unavailable])))
  ])

  private func withServer(
    _ desk: ProbeDesk, _ body: @Sendable (GRPCServer) async throws -> Void
  ) async throws {
    var configuration = ServerConfiguration()
    configuration.workers = 1
    try await GRPCServer.run(
      router: desk.router(), configuration: configuration, grace: .seconds(2), body)
  }

  private func open(_ depth: Depth, _ server: GRPCServer) throws -> (Channel, TestIdentity?) {
    switch depth {
    case .memory: return (try server.channel(), nil)
    case .socket:
      let identity = try TestIdentity()
      let address = try server.listen(on: identity.address, tls: identity.server)
      let channel = try Channel(host: "localhost", port: address.port, tls: identity.client)
      return (channel, identity)
    }
  }
}
