import LintasProtobuf
import LintasStandard
import LintasTransport
import Testing

@testable import LintasRPC

/// Promise: a server and a client of ours agree on how often a client may ask whether the server
/// is there, and part in good order when a connection is idle or old.
@Suite(.timeLimit(.minutes(5))) struct ServerKeepaliveTests {
  /// The third PING too early ends the connection; the client asks half as often on the next one,
  /// and its calls go on.
  @Test(arguments: Depth.allCases)
  func tooManyPingsMakeOurClientAskLessOften(depth: Depth) async throws {
    var client = ChannelConfiguration()
    client.keepalive = Keepalive(
      interval: .milliseconds(10), timeout: .seconds(600), withoutCalls: true)
    try await withProbe(depth, client: client) { channel, _, _ in
      for interval in [20, 40] {
        _ = try await channel.unary(Probe.echo, Note())
        #expect(await isLeft(channel))
        let core = channel.core
        let next = await core.loop.run { core.transportLimits.keepaliveInterval }
        #expect(next == .milliseconds(interval))
      }
      _ = try await channel.unary(Probe.echo, Note())
    }
  }

  /// A client that keeps to the server's interval is served on.
  @Test func patientClientIsBorne() async throws {
    var server = ServerConfiguration()
    server.transport.pingInterval = .zero
    server.transport.pingsWithoutStreams = true
    var client = ChannelConfiguration()
    client.keepalive = Keepalive(
      interval: .milliseconds(5), timeout: .seconds(600), withoutCalls: true)
    try await withProbe(.memory, server: server, client: client) { channel, _, _ in
      _ = try await channel.unary(Probe.echo, Note())
      let core = channel.core
      let before = await core.loop.run { core.connections.map(\.number) }
      try await Task.sleep(for: .milliseconds(300))
      #expect(await core.loop.run { core.connections.map(\.number) } == before)
      _ = try await channel.unary(Probe.echo, Note())
    }
  }

  /// An idle connection is let go; the next call gets another, and no call notices.
  @Test(arguments: Depth.allCases)
  func idleConnectionIsReplaced(depth: Depth) async throws {
    var server = ServerConfiguration()
    server.transport.connectionIdle = .milliseconds(20)
    try await withProbe(depth, server: server) { channel, _, _ in
      for _ in 0..<3 {
        _ = try await channel.unary(Probe.echo, Note())
        #expect(await isLeft(channel))
      }
      _ = try await channel.unary(Probe.echo, Note())
    }
  }

  /// An old connection is let go while calls run: none is lost, and a stream that is open goes on.
  @Test(arguments: Depth.allCases)
  func oldConnectionLosesNoCall(depth: Depth) async throws {
    var server = ServerConfiguration()
    server.transport.connectionAge = .milliseconds(30)
    try await withProbe(depth, server: server) { channel, _, _ in
      let chat = channel.bidirectional(Probe.chat)
      var answers = chat.responses.makeAsyncIterator()
      for number in 0..<300 {
        _ = try await channel.unary(Probe.echo, Note())
        if number % 30 == 0 {
          try await chat.requests.write(note("\(number)"))
          #expect(try await answers.next()?.typeURL == "\(number)")
        }
        try await Task.sleep(for: .milliseconds(1))
      }
      try await chat.requests.finish()
      #expect(try await answers.next() == nil)
    }
  }

  /// Waits until a channel has no connection for calls.
  private func isLeft(_ channel: Channel) async -> Bool {
    let core = channel.core
    for _ in 0..<30_000 {
      if await core.loop.run({ core.connections.isEmpty }) { return true }
      try? await Task.sleep(for: .milliseconds(2))
    }
    return false
  }
}
