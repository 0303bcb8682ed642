import LintasProtobuf
import LintasStandard
import LintasTransport
import Synchronization
import Testing

@testable import LintasRPC

/// Promise: the time that a caller gives is read as it stands, known to the handler, passed on to
/// the calls that it makes, and over when it is over, wherever the call stands then.
@Suite(.timeLimit(.minutes(5))) struct DeadlineTests {
  @Test func handlerKnowsTheDeadline() async throws {
    let left = try await timeLeft("10S")
    #expect(left <= .seconds(10) && left > .seconds(9))
  }

  /// Eleven thousand years do not fit the clock; they are for ever, and not a moment ago.
  @Test(arguments: ["99999999H", "99999999M"])
  func timeoutBeyondTheClockSaturates(timeout: String) async throws {
    #expect(try await timeLeft(timeout) > .seconds(60 * 60 * 24 * 365 * 100))
  }

  @Test func unaryCallWithoutADeadlineHasTheDefault() async throws {
    let left = try await timeLeft(nil)
    #expect(left <= .seconds(30) && left > .seconds(29))
  }

  /// The second server is told what is left of the time that the first one's caller gave.
  @Test func deadlineIsPassedOn() async throws {
    let seen = Mutex<[Duration]>([])
    var inner = Router<Visitor>(door: OpenDoor())
    inner.unary(Probe.echo) { note, visitor in
      seen.withLock { $0.append(visitor.deadline - MonotonicTime.now) }
      return note
    }
    let behind = try GRPCServer(router: inner)
    let channel = try behind.channel()
    var outer = Router<Visitor>(door: OpenDoor())
    outer.unary(Probe.echo) { note, visitor in
      var options = CallOptions(deadlineOf: visitor.context)
      if note.typeURL == "short" { options.timeout = .seconds(5) }
      return try await channel.unary(Probe.echo, note, options: options)
    }
    try await GRPCServer.run(router: outer) { server in
      let front = try server.channel()
      _ = try await front.unary(Probe.echo, Note(), options: CallOptions(timeout: .seconds(100)))
      let short = Note.with { $0.typeURL = "short" }
      _ = try await front.unary(Probe.echo, short, options: CallOptions(timeout: .seconds(100)))
      front.close()
    }
    channel.close()
    await behind.shutdown(grace: .seconds(5))
    let left = seen.withLock { $0 }
    #expect(left.count == 2)
    #expect(left[0] <= .seconds(100) && left[0] > .seconds(90))
    #expect(left[1] <= .seconds(5) && left[1] > .seconds(4))
  }

  /// What is done for a caller ends when its time is over, also at the server behind.
  @Test func deadlineThatIsPassedOnEndsBothCalls() async throws {
    let desk = ProbeDesk()
    let behind = try GRPCServer(router: desk.router(), configuration: .withWorkers)
    let channel = try behind.channel()
    var outer = Router<Visitor>(door: OpenDoor())
    outer.unary(Probe.hang) { note, visitor in
      try await channel.unary(Probe.hang, note, options: CallOptions(deadlineOf: visitor.context))
    }
    try await GRPCServer.run(router: outer) { server in
      let request = RawRequest("/lintas.test.Probe/Hang", ["grpc-timeout": "50m"])
        .sending(framed([]))
      let response = try await RawResponse.of(request, from: server)
      #expect(response.code == .deadlineExceeded)
    }
    #expect(await eventually { desk.cancelled.load(ordering: .relaxed) == 1 })
    channel.close()
    await behind.shutdown(grace: .seconds(5))
  }

  @Test func contextWithoutADeadlineGivesNone() {
    #expect(CallOptions(deadlineOf: CallContext()).deadline == nil)
    let time = MonotonicTime(nanoseconds: 7)
    #expect(CallOptions(deadlineOf: CallContext(deadline: time)).deadline == time)
  }

  /// A peer that takes nothing is reset: the status would wait behind what it does not take.
  @Test func deadlineOfAPeerThatDoesNotReadIsAReset() async throws {
    try await withProbeServer { server, desk in
      let link = try await RawLink.to(server)
      let note = Note.with { $0.value = [UInt8](repeating: 1, count: 16_000) }
      let request = RawRequest("/lintas.test.Probe/Flood", ["grpc-timeout": "50m"])
        .sending(framed(note.encoded()))
      let stream = try await link.open(request, reads: false)
      let response = await stream.ended()
      #expect(response.end == .reset(.cancel))
      #expect(await eventually { desk.cancelled.load(ordering: .relaxed) == 1 })
      await link.cut()
    }
  }

  /// Calls that ended leave no timer behind, and those that are open one each.
  @Test func timersEndWithTheirCalls() async throws {
    try await withProbeServer { server, desk in
      let link = try await RawLink.to(server)
      let echo = try await link.open(RawRequest().sending(framed([])))
      _ = await echo.ended()
      let before = await timers(server)
      for _ in 0..<1_000 {
        let echo = try await link.open(RawRequest().sending(framed([])))
        #expect(await echo.ended().code == .ok)
      }
      #expect(await timers(server) == before)
      var open: [RawStream] = []
      for _ in 0..<50 {
        open.append(
          try await link.open(.open("/lintas.test.Probe/Sum", ["grpc-timeout": "1H"])))
      }
      _ = await open.last?.unsent
      #expect(await timers(server) == before + 50)
      for stream in open { await stream.reset() }
      for stream in open { _ = await stream.ended() }
      #expect(await timers(server) == before)
      await link.cut()
    }
  }

  private func timers(_ server: GRPCServer) async -> Int {
    let loop = server.loops[0].loop
    return await loop.run { loop.pendingTimers }
  }

  private func timeLeft(_ timeout: String?) async throws -> Duration {
    let seen = Mutex<Duration?>(nil)
    var router = Router<Visitor>(door: OpenDoor())
    router.inline(Probe.echoInline) { note, visitor in
      seen.withLock { $0 = visitor.deadline - MonotonicTime.now }
      return note
    }
    try await GRPCServer.run(router: router) { server in
      let request = RawRequest("/lintas.test.Probe/EchoInline", ["grpc-timeout": timeout])
        .sending(framed([]))
      let response = try await RawResponse.of(request, from: server)
      #expect(response.code == .ok)
    }
    return try #require(seen.withLock { $0 })
  }
}
