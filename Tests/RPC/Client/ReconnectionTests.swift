import Glibc
import LintasProtobuf
import LintasStandard
import LintasTransport
import Synchronization
import Testing

@testable import LintasRPC

/// Promise: a channel works again when its server, or the way to it, does, whatever happened in
/// between, and until then it says which address failed, and how.
@Suite(.timeLimit(.minutes(5))) struct ReconnectionTests {
  /// Calls fail with the system's words while there is no way, and the link that comes back is
  /// enough.
  @Test(.enabled(if: NetworkNamespace.isAllowed, "only root may cut a link"))
  func linkThatWasDown() async throws {
    let identity = try TestIdentity()
    let loop = try EventLoop.start(name: "namespace")
    let desk = ProbeDesk()
    let server = try GRPCServer(router: desk.router(), configuration: Self.oneWorker)
    // Sockets belong to the namespace of the thread that makes them.
    let (namespace, address) = try await loop.run {
      let namespace = try NetworkNamespace()
      return (namespace, try server.listen(on: identity.address, tls: identity.server))
    }
    let patient = CallOptions(timeout: .seconds(120), waitsForReady: true)
    let channel = try Channel(
      addresses: [address], tls: identity.client, serverName: "localhost", loop: loop,
      configuration: Self.hasty)
    for _ in 0..<2 {
      #expect(try await channel.unary(Probe.echo, note("a"), options: patient) == note("a"))
      try await loop.run { try namespace.setLink(up: false) }
      let short = CallOptions(timeout: .milliseconds(300))
      let cut = await status { _ = try await channel.unary(Probe.echo, note("a"), options: short) }
      #expect(cut?.code == .deadlineExceeded || cut?.code == .unavailable)
      // One that was not connected before says what it tried.
      var hurried = Self.hasty
      hurried.transport.connectTimeout = .milliseconds(300)
      let late = try Channel(
        addresses: [address], tls: identity.client, serverName: "localhost", loop: loop,
        configuration: hurried)
      let unreachable = await status { _ = try await late.unary(Probe.echo, note("a")) }
      #expect(unreachable?.code == .unavailable)
      let cause = "\(unreachable?.cause as Any)"
      #expect(cause.contains("\(address): "), "\(cause)")
      try await loop.run { try namespace.setLink(up: true) }
      for each in [channel, late] {
        let answer = try await each.unary(Probe.echo, note("b"), options: patient)
        #expect(answer == note("b"))
      }
      late.close()
    }
    channel.close()
    await server.shutdown(grace: .seconds(5))
    loop.stop()
    loop.join()
  }

  /// A server that is stopped holds its calls up; when it goes on, so do they.
  @Test(.enabled(if: PythonServer.python != nil))
  func serverThatWasStopped() async throws {
    try await withServer { channel, server in
      _ = try await channel.unary(Probe.echo, note("a"))
      server.signal(SIGSTOP)
      let short = CallOptions(timeout: .milliseconds(200))
      let stopped = await status {
        _ = try await channel.unary(Probe.echo, note("a"), options: short)
      }
      #expect(stopped?.code == .deadlineExceeded)
      let held = Task { try await channel.unary(Probe.echo, note("held")).typeURL }
      try await Task.sleep(for: .milliseconds(500))
      server.signal(SIGCONT)
      let text = try await held.value
      #expect(text == "held")
    }
  }

  /// With keepalive, a server that is stopped is given up, calls fail with the cause, and when it
  /// goes on there is a new connection.
  @Test(.enabled(if: PythonServer.python != nil))
  func serverThatWasStoppedTooLong() async throws {
    var client = Self.hasty
    client.keepalive = Keepalive(interval: .milliseconds(500), timeout: .seconds(1))
    client.transport.handshakeTimeout = .seconds(1)
    let options = ["grpc.http2.max_ping_strikes=0"]
    try await withServer(client, options) { channel, server in
      _ = try await channel.unary(Probe.echo, note("a"))
      server.signal(SIGSTOP)
      let lost = await status { _ = try await channel.unary(Probe.hang, note("a")) }
      #expect(lost?.code == .unavailable)
      #expect("\(lost?.cause as Any)".contains("timed out: keepalive") == true)
      let again = await status { _ = try await channel.unary(Probe.echo, note("a")) }
      #expect("\(again?.cause as Any)".contains("timed out: handshake") == true)
      server.signal(SIGCONT)
      let patient = CallOptions(timeout: .seconds(120), waitsForReady: true)
      let answer = try await channel.unary(Probe.echo, note("b"), options: patient)
      #expect(answer.typeURL == "b")
    }
  }

  /// A server that says `too_many_pings` is asked half as often on the next connection, and calls
  /// go on.
  @Test(.enabled(if: PythonServer.python != nil))
  func serverThatIsAskedTooOften() async throws {
    var client = Self.hasty
    client.keepalive = Keepalive(interval: .milliseconds(20), withoutCalls: true)
    let options = [
      "grpc.http2.max_ping_strikes=1", "grpc.keepalive_permit_without_calls=1",
      "grpc.http2.min_ping_interval_without_data_ms=3600000",
    ]
    try await withServer(client, options) { channel, server in
      let core = channel.core
      for interval in [40, 80] {
        let answer = try await channel.unary(Probe.echo, note("a"))
        #expect(answer.typeURL == "a")
        var isLeft = false
        for _ in 0..<30_000 where !isLeft {
          try await Task.sleep(for: .milliseconds(2))
          isLeft = await core.loop.run { core.connections.isEmpty }
        }
        #expect(isLeft)
        let next = await core.loop.run { core.transportLimits.keepaliveInterval }
        #expect(next == .milliseconds(interval))
      }
    }
  }

  @Test(.enabled(if: PythonServer.python != nil))
  func serverThatCameBackOnItsPort() async throws {
    let identity = try TestIdentity()
    var server = try PythonServer(identity)
    let channel = try Channel(
      host: "127.0.0.1", port: server.port, tls: identity.client, serverName: "localhost",
      configuration: Self.hasty)
    for _ in 0..<3 {
      let patient = CallOptions(timeout: .seconds(60), waitsForReady: true)
      _ = try await channel.unary(Probe.echo, note("a"), options: patient)
      let port = server.port
      server.signal(SIGKILL)
      server.stop()
      let down = await status { _ = try await channel.unary(Probe.echo, note("a")) }
      #expect(down?.code == .unavailable)
      server = try PythonServer(identity, port: port)
    }
    channel.close()
  }

  @Test(.enabled(if: PythonServer.python != nil))
  func serverBehindAUnixSocket() async throws {
    let identity = try TestIdentity()
    let path = "/tmp/lintas-\(UInt64.random(in: 0...UInt64.max)).sock"
    defer { unlink(path) }
    let server = try PythonServer(identity, address: "unix:\(path)")
    for target in ["unix:\(path)", "unix://\(path)"] {
      let channel = try Channel(target, trust: .authority(pem: identity.authority))
      let answer = try await channel.unary(Probe.echo, note("a"))
      #expect(answer.typeURL == "a")
      channel.close()
    }
    server.stop()
    let missing = try Channel("unix:\(path).no", trust: .authority(pem: identity.authority))
    let thrown = await status { _ = try await missing.unary(Probe.echo, note("a")) }
    #expect("\(thrown?.cause as Any)".contains("unix:\(path).no: connect failed") == true)
  }

  /// The alert that the server sent, and where.
  @Test func clientThatIsNotLetInIsToldWhy() async throws {
    let identity = try TestIdentity()
    let desk = ProbeDesk()
    let server = try GRPCServer(router: desk.router(), configuration: Self.oneWorker)
    let strict = try TLSContext.server(
      .pem(chain: identity.chain, key: identity.key), clientCertificates: .required,
      trust: .pem(identity.authority))
    let address = try server.listen(on: identity.address, tls: strict)
    let channel = try Channel(
      addresses: [address], tls: identity.client, serverName: "localhost",
      configuration: Self.hasty)
    let thrown = await status { _ = try await channel.unary(Probe.echo, note("a")) }
    #expect(thrown?.code == .unavailable)
    let cause = "\(thrown?.cause as Any)"
    #expect(
      cause.contains("\(address)") && cause.contains("alert certificate required"), "\(cause)")
    channel.close()
    await server.shutdown(grace: .zero)
  }

  @Test func callsGoOnWhenAServerSaysGoodbye() async throws {
    try await ScriptedServer.run { stream, event in
      if case .end = event, stream.fields[":path"] != "/lintas.test.Probe/Hang" {
        stream.open()
        stream.send(note("\(stream.number)"))
        stream.finish()
      }
    } body: { channel, server in
      let old = Task { try await channel.unary(Probe.hang, note("a")).typeURL }
      #expect(await eventually { server.begun.value == 1 })
      await server.onLoop { $0.connections[0].drain() }
      for number in 1...3 {
        let answer = try await channel.unary(Probe.echo, note("a"))
        #expect(answer.typeURL == "\(number)")
      }
      #expect(server.connected.value == 2)
      await server.onLoop { server in
        server.streams[0].open()
        server.streams[0].send(note("old"))
        server.streams[0].finish()
      }
      let text = try await old.value
      #expect(text == "old")
    }
  }

  private static var oneWorker: ServerConfiguration {
    var configuration = ServerConfiguration()
    configuration.workers = 1
    return configuration
  }

  private static var hasty: ChannelConfiguration {
    var configuration = ChannelConfiguration()
    configuration.backoff.initial = .milliseconds(10)
    configuration.backoff.maximum = .milliseconds(50)
    return configuration
  }

  private func withServer(
    _ configuration: ChannelConfiguration = hasty, _ options: [String] = [],
    _ body: (Channel, PythonServer) async throws -> Void
  ) async throws {
    let identity = try TestIdentity()
    let server = try PythonServer(identity, options: options)
    let channel = try Channel(
      host: "127.0.0.1", port: server.port, tls: identity.client, serverName: "localhost",
      configuration: configuration)
    try await body(channel, server)
    channel.close()
    server.stop()
  }
}
