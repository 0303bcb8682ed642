import LintasProtobuf
import Testing

@testable import LintasRPC
@testable import LintasTransport

/// Promise: a call that is called out of the line and has no time left passes its turn on, so that
/// no other call waits for ever.
@Suite(.timeLimit(.minutes(5))) struct TurnTests {
  /// On a loop whose turns are slow, calls with deadlines of all lengths wait before one without:
  /// for some, the deadline passes between the turn that calls them and the turn that they go in.
  @Test(arguments: 0..<40)
  func deadlinePassesAsTheTurnComes(milliseconds: Int) async throws {
    var limits = TransportLimits()
    limits.concurrentStreams = 1
    try await ScriptedServer.run(limits: limits) { stream, event in
      guard case .end = event else { return }
      if stream.number == 1 { return }
      stream.open()
      stream.send(note("a"))
      stream.finish()
    } body: { channel, server in
      // The limit is known once the connection has carried a call.
      _ = try await channel.unary(Probe.echo, note("a"))
      let first = Task { try await channel.unary(Probe.echo, note("a")) }
      #expect(await holds(on: server) { $0.streams.count == 2 })
      let late = MonotonicTime.now.advanced(nanoseconds: UInt64(milliseconds) * 1_000_000)
      let options = CallOptions(timeout: .milliseconds(milliseconds))
      let hurried = (0..<3).map { _ in
        Task {
          await status { _ = try await channel.unary(Probe.echo, note("a"), options: options) }
        }
      }
      let last = Task {
        await status {
          let options = CallOptions(timeout: .seconds(20))
          _ = try await channel.unary(Probe.echo, note("a"), options: options)
        }
      }
      let core = channel.core
      // All wait, or some have no time left already.
      #expect(await holds(on: server) { _ in core.line.count == 4 || MonotonicTime.now > late })
      await server.onLoop { server in
        SlowTurns(core.loop, turns: 20).turnEnds()
        server.streams[1].open()
        server.streams[1].send(note("a"))
        server.streams[1].finish()
      }
      _ = try await first.value
      for call in hurried {
        let failure = await call.value
        #expect(failure == nil || failure?.code == .deadlineExceeded)
      }
      #expect(await last.value == nil)
    }
  }
}

/// Makes the turns of a loop take two milliseconds.
private final class SlowTurns: TurnEndHandler {
  private let loop: EventLoop
  private var turns: Int

  init(_ loop: EventLoop, turns: Int) {
    self.loop = loop
    self.turns = turns
  }

  func turnEnds() {
    let end = MonotonicTime.now.advanced(nanoseconds: 2_000_000)
    while MonotonicTime.now < end {}
    turns -= 1
    if turns > 0 { loop.atTurnEnd(self) }
  }
}
