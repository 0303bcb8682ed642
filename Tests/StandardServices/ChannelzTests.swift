import LintasProtobuf
import LintasRPC
import LintasStandard
import LintasTransport
import Synchronization
import Testing

@testable import LintasStandardServices

/// Promise: channelz shows servers, channels and connections with numbers that are true: what was
/// called is what is counted, page by page, and what is not there is NOT_FOUND.
@Suite(.timeLimit(.minutes(5)), .serialized) struct ChannelzTests {
  /// A desk, a channel to its server, and the numbers of both.
  struct Scene: Sendable {
    let channel: Channel
    let server: Int64
    let top: Int64
  }

  @Test func callsAndMessagesAreCounted() async throws {
    try await withScene { scene in
      for _ in 0..<5 {
        _ = try await scene.channel.unary(HealthServiceMethods.check, HealthCheckRequest())
      }
      for _ in 0..<3 {
        await #expect(throws: Status.self) {
          _ = try await scene.channel.unary(
            HealthServiceMethods.check, .with { $0.service = "no.Such" })
        }
      }
      // Asked by direct call, so that the question does not count.
      let desk = ChannelzDesk<Visitor>()
      let server = try await eventually {
        try await desk.getServer(.with { $0.serverID = scene.server }, by: Visitor()).server
      } until: {
        $0.data.callsSucceeded + $0.data.callsFailed == 8
      }
      #expect(server.data.callsStarted == 8)
      #expect(server.data.callsSucceeded == 5)
      #expect(server.data.callsFailed == 3)
      #expect(server.data.lastCallStartedTimestamp.seconds > 1_700_000_000)
      #expect(server.data.trace.creationTimestamp.seconds > 1_700_000_000)

      try await expectCounted(scene, desk)
    }
  }

  private func expectCounted(_ scene: Scene, _ desk: ChannelzDesk<Visitor>) async throws {
    let channel = try await desk.getChannel(
      .with { $0.channelID = scene.top }, by: Visitor()
    ).channel
    #expect(channel.data.state.state == .ready)
    #expect(channel.data.callsStarted == 8)
    #expect(channel.data.callsSucceeded == 5)
    #expect(channel.data.callsFailed == 3)
    #expect(channel.subchannelRef.count == 1)
    let subchannel = try await desk.getSubchannel(
      .with { $0.subchannelID = channel.subchannelRef[0].subchannelID }, by: Visitor()
    ).subchannel
    #expect(subchannel.data.state.state == .ready)
    #expect(subchannel.data.callsStarted == 8)
    #expect(subchannel.socketRef.count == 1)

    let client = try await socket(subchannel.socketRef[0].socketID)
    #expect(client.data.streamsStarted == 8)
    #expect(client.data.messagesSent == 8)
    #expect(client.data.messagesReceived == 5)
    #expect(client.data.hasLastLocalStreamCreatedTimestamp)
    #expect(!client.data.hasLastRemoteStreamCreatedTimestamp)
    let sockets = try await desk.getServerSockets(
      .with { $0.serverID = scene.server }, by: Visitor())
    #expect(sockets.end && sockets.socketRef.count == 1)
    let served = try await socket(sockets.socketRef[0].socketID)
    #expect(served.data.streamsStarted == 8)
    #expect(served.data.messagesSent == 5)
    #expect(served.data.messagesReceived == 8)
    #expect(served.data.streamsSucceeded + served.data.streamsFailed == 8)
    #expect(served.data.hasLastRemoteStreamCreatedTimestamp)
    #expect(served.remote.otherAddress.name == "memory")
    #expect(served.data.localFlowControlWindow.value > 0)
  }

  /// Messages of a stream count one by one, in both directions and on both sides.
  @Test func messagesOfStreamsAreCounted() async throws {
    try await withScene { scene in
      let call = scene.channel.bidirectional(ServerReflectionServiceMethods.serverReflectionInfo)
      var answers = call.responses.makeAsyncIterator()
      for _ in 0..<7 {
        try await call.requests.write(.with { $0.listServices = "" })
        _ = try await answers.next()
      }
      try await call.requests.finish()
      #expect(try await answers.next() == nil)
      let desk = ChannelzDesk<Visitor>()
      let sockets = try await desk.getServerSockets(
        .with { $0.serverID = scene.server }, by: Visitor())
      let served = try await socket(sockets.socketRef[0].socketID)
      #expect(served.data.messagesSent == 7 && served.data.messagesReceived == 7)
    }
  }

  /// Lists begin where they are asked to and end where they say so.
  @Test func listsArePaged() async throws {
    try await withScene { scene in
      let desk = ChannelzDesk<Visitor>()
      var others: [Channel] = []
      for _ in 0..<5 { others.append(try Self.idleChannel()) }
      defer { for other in others { other.close() } }
      var seen: [Int64] = []
      var start = scene.top
      while true {
        let page = try await desk.getTopChannels(
          .with {
            $0.startChannelID = start
            $0.maxResults = 2
          }, by: Visitor())
        #expect(page.channel.count <= 2)
        seen += page.channel.map(\.ref.channelID)
        guard let last = seen.last, !page.end else { break }
        start = last + 1
      }
      #expect(seen.first == scene.top)
      #expect(seen == seen.sorted() && Set(seen).count == seen.count)
      #expect(seen.count >= 6)
      let idle = try await desk.getChannel(.with { $0.channelID = seen[1] }, by: Visitor())
      #expect(idle.channel.data.state.state == .idle)
      let servers = try await desk.getServers(
        .with {
          $0.startServerID = scene.server
          $0.maxResults = 1
        }, by: Visitor())
      #expect(servers.server.map(\.ref.serverID) == [scene.server])
    }
  }

  /// A channel whose server cannot be reached says so, and counts the calls that failed.
  @Test func unreachableServersShow() async throws {
    let desk = ChannelzDesk<Visitor>()
    let channel = try Self.idleChannel()
    defer { channel.close() }
    await #expect(throws: Status.self) {
      _ = try await channel.unary(HealthServiceMethods.check, HealthCheckRequest())
    }
    let number = try #require(try await Self.newest(desk))
    let report = try await desk.getChannel(.with { $0.channelID = number }, by: Visitor()).channel
    #expect(report.data.state.state == .transientFailure)
    #expect(report.data.callsStarted == 1 && report.data.callsFailed == 1)
    #expect(report.data.callsSucceeded == 0)
  }

  @Test func absentThingsAreNotFound() async throws {
    let desk = ChannelzDesk<Visitor>()
    let visitor = Visitor()
    for number in [Int64.min, -1, 0, .max] {
      await expect(.notFound) {
        try await desk.getServer(.with { $0.serverID = number }, by: visitor)
      }
      await expect(.notFound) {
        try await desk.getServerSockets(.with { $0.serverID = number }, by: visitor)
      }
      await expect(.notFound) {
        try await desk.getChannel(.with { $0.channelID = number }, by: visitor)
      }
      await expect(.notFound) {
        try await desk.getSubchannel(.with { $0.subchannelID = number }, by: visitor)
      }
      await expect(.notFound) {
        try await desk.getSocket(.with { $0.socketID = number }, by: visitor)
      }
    }
    await expect(.invalidArgument) {
      try await desk.getServers(.with { $0.maxResults = -1 }, by: visitor)
    }
    let far = try await desk.getTopChannels(.with { $0.startChannelID = .max }, by: visitor)
    #expect(far.end && far.channel.isEmpty)
  }

  /// Over a connection the desk answers like any other, also about the connection of the question.
  @Test func answersOverAConnection() async throws {
    try await withScene { scene in
      let sockets = try await scene.channel.unary(
        ChannelzServiceMethods.getServerSockets, .with { $0.serverID = scene.server })
      #expect(sockets.socketRef.count == 1)
      let socket = try await scene.channel.unary(
        ChannelzServiceMethods.getSocket,
        .with { $0.socketID = sockets.socketRef[0].socketID })
      #expect(socket.socket.data.streamsStarted == 2)
    }
  }

  /// What has ended is not shown any more.
  @Test func whatEndsLeaves() async throws {
    let numbers = Mutex<(Int64, Int64)>((0, 0))
    try await withScene { scene in numbers.withLock { $0 = (scene.server, scene.top) } }
    let (server, top) = numbers.withLock { $0 }
    let desk = ChannelzDesk<Visitor>()
    await expect(.notFound) {
      try await desk.getServer(.with { $0.serverID = server }, by: Visitor())
    }
    await expect(.notFound) {
      try await desk.getChannel(.with { $0.channelID = top }, by: Visitor())
    }
  }

  private func socket(_ number: Int64) async throws -> ChannelzSocket {
    try await ChannelzDesk<Visitor>().getSocket(.with { $0.socketID = number }, by: Visitor())
      .socket
  }

  private func expect<Answer>(
    _ code: StatusCode, _ body: () async throws -> Answer
  ) async {
    do {
      _ = try await body()
      Issue.record("there was an answer")
    } catch {
      #expect((error as? Status)?.code == code)
    }
  }

  /// Asks until the answer is as it should be: a server notes the end of a call a moment after its
  /// client does.
  private func eventually<Answer>(
    _ ask: () async throws -> Answer, until isRight: (Answer) -> Bool
  ) async throws -> Answer {
    for _ in 0..<2_000 {
      let answer = try await ask()
      if isRight(answer) { return answer }
      try await Task.sleep(for: .milliseconds(2))
    }
    return try await ask()
  }

  /// The number of the channel that was made last.
  private static func newest(_ desk: ChannelzDesk<Visitor>) async throws -> Int64? {
    var last: Int64?
    while true {
      let page = try await desk.getTopChannels(
        .with { $0.startChannelID = (last ?? 0) + 1 }, by: Visitor())
      last = page.channel.map(\.ref.channelID).last ?? last
      if page.end { return last }
    }
  }

  /// A channel to nobody.
  private static func idleChannel() throws -> Channel {
    let tls = try TLSContext.client(trust: .system)
    let nobody = try #require(SocketAddress(literal: "127.0.0.1", port: 1))
    return try Channel(addresses: [nobody], tls: tls, serverName: "localhost")
  }

  private func withScene(_ body: @Sendable (Scene) async throws -> Void) async throws {
    var router = Router<Visitor>(door: OpenDoor())
    router.register(HealthDesk(HealthBoard()))
    router.register(ChannelzDesk())
    router.registerReflection()
    try await GRPCServer.run(router: router, grace: .seconds(1)) { server in
      let desk = ChannelzDesk<Visitor>()
      var last: Int64 = 0
      while true {
        let page = try await desk.getServers(.with { $0.startServerID = last + 1 }, by: Visitor())
        last = page.server.map(\.ref.serverID).last ?? last
        if page.end { break }
      }
      let channel = try server.channel()
      let top = try #require(try await Self.newest(desk))
      try await body(Scene(channel: channel, server: last, top: top))
      channel.close()
    }
  }
}
