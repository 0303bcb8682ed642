import LintasProtobuf
import LintasStandard
import LintasTransport
import Testing

@testable import LintasRPC

/// Promise: calls are spread evenly over the servers that are there and serve, whichever come and
/// go, and fail only when none is left.
@Suite(.timeLimit(.minutes(5))) struct RoundRobinTests {
  @Test func serversTakeTurns() async throws {
    try await ScriptedCluster.run(3) { channel, cluster in
      #expect(await allConnect(channel, cluster))
      let before = await cluster.counts()
      let answers = try await answers(channel, 9)
      #expect(Set(answers.prefix(3)) == [0, 1, 2])
      #expect(answers[3...] == answers[..<6])
      #expect(await cluster.counts() == before.map { $0 + 3 })
    }
  }

  @Test func serverThatIsDownIsLeftOut() async throws {
    try await ScriptedCluster.run(3) { channel, cluster in
      cluster.servers[1].isDown = true
      _ = try await answers(channel, 20)
      let counts = await cluster.counts()
      #expect(counts[1] == 0 && counts.reduce(0, +) == 20)
      #expect(abs(counts[0] - counts[2]) <= 2)
    }
  }

  /// It comes back after its pause, without a call that asks for it.
  @Test func serverThatComesBackTakesItsTurn() async throws {
    try await ScriptedCluster.run(2, client: Self.hasty) { channel, cluster in
      cluster.servers[1].isDown = true
      try await expect(channel, over: 6, [0])
      cluster.servers[1].isDown = false
      #expect(await eventually { cluster.servers[1].connected.value == 1 })
      try await expect(channel, over: 6, [0, 1])
    }
  }

  @Test func callsFailWhenNoServerIsLeftAndSayWhy() async throws {
    try await ScriptedCluster.run(2, client: Self.hasty) { channel, cluster in
      for server in cluster.servers { server.isDown = true }
      let thrown = await status { _ = try await channel.unary(Probe.echo, note("a")) }
      #expect(thrown?.code == .unavailable)
      #expect(names(thrown, "Connection refused"))
      let waiting = Task {
        let options = CallOptions(waitsForReady: true)
        return try await channel.unary(Probe.echo, note("a"), options: options).typeURL
      }
      try await Task.sleep(for: .milliseconds(20))
      cluster.servers[1].isDown = false
      let answer = try await waiting.value
      #expect(answer == "1")
    }
  }

  @Test func lostConnectionIsMadeAgainAtOnce() async throws {
    try await ScriptedCluster.run(2, client: Self.hasty) { channel, cluster in
      #expect(await allConnect(channel, cluster))
      await cluster.servers[0].onLoop { $0.connections[0].close() }
      #expect(await eventually { cluster.servers[0].connected.value == 2 })
      try await expect(channel, over: 6, [0, 1])
    }
  }

  /// Calls on a connection that drains finish there.
  @Test func serverThatDrainsLosesNoCall() async throws {
    try await ScriptedCluster.run(2) { channel, cluster in
      #expect(await allConnect(channel, cluster))
      let before = await cluster.counts()
      let hanging = (0..<2).map { _ in
        Task { try await channel.unary(Probe.hang, note("a")).typeURL }
      }
      #expect(await counted(cluster) { $0 == before.map { $0 + 1 } })
      await cluster.servers[0].onLoop { server in
        server.connections[0].drain()
        server.isDown = true
      }
      #expect(await leaves(cluster, 0))
      try await expect(channel, over: 6, [1])
      for server in cluster.servers {
        await server.onLoop { server in
          let stream = server.streams.first { $0.fields[":path"] == "/lintas.test.Probe/Hang" }
          stream?.open()
          stream?.send(note("late"))
          stream?.finish()
        }
      }
      for call in hanging {
        let answer = try await call.value
        #expect(answer == "late")
      }
    }
  }

  /// With the servers' limit of streams reached, calls wait; with one reached, the other serves.
  @Test func fullServersAreLeftOutAndAllFullAreWaitedFor() async throws {
    var limits = TransportLimits()
    limits.concurrentStreams = 1
    try await ScriptedCluster.run(2, limits: limits) { channel, cluster in
      #expect(await allConnect(channel, cluster))
      let first = Task { try? await channel.unary(Probe.hang, note("a")) }
      #expect(await counted(cluster) { $0.reduce(0, +) == 2 })
      let others = try await spread(channel, 4)
      #expect(others.count == 1)
      let second = Task { try? await channel.unary(Probe.hang, note("a")) }
      #expect(await counted(cluster) { $0.reduce(0, +) == 7 })
      let options = CallOptions(timeout: .milliseconds(30))
      let late = await status {
        _ = try await channel.unary(Probe.echo, note("a"), options: options)
      }
      #expect(late?.code == .deadlineExceeded)
      let waiting = Task { try await answers(channel, 1) }
      first.cancel()
      second.cancel()
      let answer = try await waiting.value.count
      #expect(answer == 1)
    }
  }

  @Test func nameIsLookedUpAgainWhenAConnectionIsLost() async throws {
    var client = Self.hasty
    client.lookupInterval = .zero
    try await ScriptedCluster.run(3, client: client) { channel, cluster in
      cluster.addresses = [0, 1]
      try await expect(channel, over: 8, [0, 1])
      cluster.addresses = [1, 2]
      await cluster.servers[0].onLoop { $0.connections[0].close() }
      #expect(await eventually { cluster.servers[2].connected.value == 1 })
      try await expect(channel, over: 8, [1, 2])
    }
  }

  /// The addresses that are known are kept.
  @Test func nameThatIsLostLosesNoServer() async throws {
    var client = Self.hasty
    client.lookupInterval = .zero
    try await ScriptedCluster.run(2, client: client) { channel, cluster in
      cluster.addresses = []
      let unknown = await status { _ = try await channel.unary(Probe.echo, note("a")) }
      #expect(unknown?.code == .unavailable)
      #expect(names(unknown, "no address"))
      cluster.addresses = [0, 1]
      let options = CallOptions(waitsForReady: true)
      _ = try await channel.unary(Probe.echo, note("a"), options: options)
      #expect(await allConnect(channel, cluster))
      cluster.addresses = []
      let lookups = cluster.lookups.value
      await cluster.servers[0].onLoop { $0.connections[0].close() }
      #expect(await eventually { cluster.lookups.value > lookups })
      #expect(await eventually { cluster.servers[0].connected.value == 2 })
      try await expect(channel, over: 6, [0, 1])
    }
  }

  /// What the lookup then says comes too late.
  @Test(arguments: [true, false])
  func channelThatIsClosedWhileItLooksUpConnectsNowhere(isFound: Bool) async throws {
    let loop = try EventLoop.start(name: "lookup")
    let asked = Counter()
    let dialed = Counter()
    let route = Route(
      resolve: { loop async throws(TransportError) in
        asked.count()
        _ = await loop.wait { _ in }
        guard isFound else { throw .resolution(host: "lookup", reason: "no address") }
        return [.memory(0)]
      },
      dial: { _, _, _, link in
        dialed.count()
        link.failed(TransportError.closed)
      })
    var client = ChannelConfiguration()
    client.service.loadBalancing = .roundRobin
    let channel = try Channel(
      loop: loop, origin: Origin(scheme: "http", authority: "lookup"), configuration: client,
      route: route)
    let call = Task { await status { _ = try await channel.unary(Probe.echo, note("a")) } }
    #expect(await eventually { asked.value == 1 })
    channel.close()
    #expect(await call.value?.code == .cancelled)
    loop.stop()
    loop.join()
    #expect(dialed.value == 0)
  }

  // MARK: Health

  @Test func serverThatSaysItDoesNotServeIsLeftOut() async throws {
    try await ScriptedCluster.run(2, client: Self.checking) { number, stream, event in
      guard case .end = event else { return }
      stream.open()
      stream.send(health: number == 0 ? .notServing : .serving)
    } body: { channel, cluster in
      try await expect(channel, over: 6, [1])
      #expect(await requestedServices(cluster) == ["lintas.test.Probe"])
      // It recovers, and then both say that they do not.
      await cluster.servers[0].onLoop { $0.streams[0].send(health: .serving) }
      #expect(await answering(channel) { Set($0) == [0, 1] })
      for server in cluster.servers {
        await server.onLoop { server in
          server.healthStreams.forEach { $0.send(health: .serviceUnknown) }
        }
      }
      #expect(await answering(channel) { $0.isEmpty })
      let thrown = await status { _ = try await channel.unary(Probe.echo, note("a")) }
      #expect(thrown?.code == .unavailable)
      #expect(names(thrown, "does not serve"))
    }
  }

  @Test func serverWithoutHealthServiceIsTakenToServe() async throws {
    try await ScriptedCluster.run(2, client: Self.checking) { channel, cluster in
      #expect(await answering(channel) { Set($0) == [0, 1] })
    }
  }

  /// No call is sent before the first answer.
  @Test func callsWaitForTheFirstAnswer() async throws {
    try await ScriptedCluster.run(1, client: Self.checking) { _, _, _ in
    } body: { channel, cluster in
      let call = Task { try await answers(channel, 1) }
      #expect(await holds(on: cluster.servers[0]) { $0.healthStreams.count == 1 })
      #expect(await cluster.counts() == [0])
      await cluster.servers[0].onLoop { server in
        server.healthStreams[0].open()
        server.healthStreams[0].send(health: .serving)
      }
      let answer = try await call.value
      #expect(answer == [0])
    }
  }

  @Test func watchThatFailsIsBegunAgain() async throws {
    try await ScriptedCluster.run(1, client: Self.checking) { _, stream, event in
      guard case .end = event else { return }
      if stream.number == 0 {
        stream.refuse(.unavailable)
      } else {
        stream.open()
        stream.send(health: .serving)
      }
    } body: { channel, cluster in
      let options = CallOptions(waitsForReady: true)
      let answer = try await channel.unary(Probe.echo, note("a"), options: options)
      #expect(answer.typeURL == "0")
      #expect(await cluster.servers[0].onLoop { $0.healthStreams.count } == 2)
    }
  }

  /// The stream that watches would keep the connection for ever.
  @Test func closedChannelEndsItsWatches() async throws {
    try await ScriptedCluster.run(2, client: Self.checking) { _, stream, event in
      guard case .end = event else { return }
      stream.open()
      stream.send(health: .serving)
    } body: { channel, cluster in
      #expect(await answering(channel) { Set($0) == [0, 1] })
      channel.close()
      for server in cluster.servers {
        #expect(await holds(on: server) { $0.ends.contains(.reset(.cancel)) })
      }
    }
  }

  // MARK: Support

  private static var hasty: ChannelConfiguration {
    var configuration = ChannelConfiguration()
    configuration.backoff.initial = .milliseconds(5)
    configuration.backoff.maximum = .milliseconds(10)
    return configuration
  }

  private static var checking: ChannelConfiguration {
    var configuration = hasty
    configuration.service.healthCheckedService = "lintas.test.Probe"
    return configuration
  }

  /// The numbers of the servers that answer so many calls, one after the other.
  private func answers(_ channel: Channel, _ count: Int) async throws -> [Int] {
    var numbers: [Int] = []
    for _ in 0..<count {
      let answer = try await channel.unary(Probe.echo, note("a"))
      numbers.append(Int(answer.typeURL) ?? -1)
    }
    return numbers
  }

  /// Makes the channel connect to all servers.
  private func allConnect(_ channel: Channel, _ cluster: ScriptedCluster) async -> Bool {
    _ = try? await channel.unary(Probe.echo, note("a"))
    return await eventually { cluster.servers.allSatisfy { $0.connected.value > 0 } }
  }

  private func expect(_ channel: Channel, over count: Int, _ numbers: Set<Int>) async throws {
    let found = try await spread(channel, count)
    #expect(found == numbers)
  }

  private func names(_ status: Status?, _ words: String) -> Bool {
    "\(status?.cause as Any)".contains(words)
  }

  private func spread(_ channel: Channel, _ count: Int) async throws -> Set<Int> {
    Set(try await answers(channel, count))
  }

  private func requestedServices(_ cluster: ScriptedCluster) async -> Set<String> {
    await cluster.servers[0].onLoop { [servers = cluster.servers] _ in
      Set(
        servers.flatMap(\.healthStreams).flatMap(\.bodies).compactMap {
          try? HealthCheckRequest(decoding: $0).service
        })
    }
  }

  /// Waits until the counts of calls are as `condition` wants them.
  private func counted(
    _ cluster: ScriptedCluster, _ condition: @Sendable ([Int]) -> Bool
  ) async -> Bool {
    for _ in 0..<60_000 {
      if condition(await cluster.counts()) { return true }
      try? await Task.sleep(for: .milliseconds(2))
    }
    return false
  }

  /// Waits until the servers that answer four calls are as `condition` wants them.
  private func answering(
    _ channel: Channel, _ condition: @Sendable ([Int]) -> Bool
  ) async -> Bool {
    for _ in 0..<60_000 {
      if condition((try? await answers(channel, 4)) ?? []) { return true }
      try? await Task.sleep(for: .milliseconds(2))
    }
    return false
  }

  /// Waits until the channel no longer uses its connection to a server.
  private func leaves(_ cluster: ScriptedCluster, _ number: Int) async -> Bool {
    await holds(on: cluster.servers[number]) { $0.connections[0].isDraining }
  }
}
