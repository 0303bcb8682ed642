import Glibc
import LintasProtobuf
import LintasStandard
import Synchronization
import Testing

@testable import LintasRPC
@testable import LintasTransport

/// Promise: a handler that holds its loop up is told by name, once, and once more when it lets go;
/// nothing is told of loops that are busy or asleep.
@Suite(.timeLimit(.minutes(5))) struct WatchdogTests {
  /// What the watchdog told.
  final class Log: Sendable {
    private let lines = Mutex<[BlockedLoop]>([])
    var all: [BlockedLoop] { lines.withLock { $0 } }
    func add(_ line: BlockedLoop) { lines.withLock { $0.append(line) } }
  }

  enum Place: String, CaseIterable {
    /// In the first step of a handler's task.
    case start
    /// After it has waited for something.
    case later
    /// In a plain function.
    case inline
    /// In the door, before any handler.
    case door
  }

  /// A door that blocks until the test lets it.
  struct SlowDoor: Door {
    let gate: @Sendable () -> Void
    let blocks: Bool

    func admit(_ call: borrowing CallHead) throws -> Visitor {
      if blocks, call.method.method.description == "Echo" { gate() }
      return Visitor(call.context)
    }

    func check(_ request: some Message, of method: MethodSummary, by caller: Visitor) throws {}
  }

  @Test(arguments: Place.allCases)
  func blockedLoopIsToldWithItsMethod(place: Place) async throws {
    let log = Log()
    // Lets go as soon as the watchdog has told: no clock decides the test.
    let gate: @Sendable () -> Void = { while log.all.isEmpty { usleep(1000) } }
    var router = Router<Visitor>(door: SlowDoor(gate: gate, blocks: place == .door))
    router.unary(Probe.echo) { note, _ in
      if place == .later { try await Task.sleep(for: .milliseconds(5)) }
      if place != .door { gate() }
      return note
    }
    router.inline(Probe.echoInline) { note, _ in
      gate()
      return note
    }
    var configuration = ServerConfiguration()
    configuration.loopPatience = .milliseconds(50)
    configuration.onBlockedLoop = { log.add($0) }
    let (configured, routed) = (configuration, router)
    try await GRPCServer.run(router: routed, configuration: configured) { server in
      let channel = try server.channel()
      let method = place == .inline ? Probe.echoInline : Probe.echo
      _ = try await channel.unary(method, Note())
      #expect(await eventually { log.all.count == 2 })
      let (first, last) = (log.all[0], log.all[1])
      for line in [first, last] {
        #expect(line.loop == "lintas-loop-0")
        #expect(line.method?.path.description == method.path.description)
      }
      #expect(first.duration >= .milliseconds(50) && !first.hasEnded)
      #expect(last.duration >= first.duration && last.hasEnded)
      #expect(first.description.contains("held up for"))
      #expect(first.description.hasSuffix("ms by \(method.path)"))
      #expect(last.description.contains("moves again"))
      channel.close()
    }
    #expect(log.all.count == 2)
  }

  /// Promise: the judgement of one loop: what stands still for the patience is told once, what
  /// sleeps or moves is not.
  @Test func pulseTellsBlockedFromIdle() {
    var pulse = LoopPulse(patience: .seconds(1))
    let start = MonotonicTime.now
    func look(_ turn: UInt64, _ milliseconds: Int, isAsleep: Bool = false) -> LoopPulse.Finding? {
      pulse.look(turn: turn, isAsleep: isAsleep, at: start + .milliseconds(milliseconds))
    }
    #expect(look(1, 0) == nil && look(1, 500) == nil)
    #expect(look(1, 1000) == .blocked(.seconds(1)))
    #expect(look(1, 2000) == nil)
    #expect(look(2, 3000) == .moves(after: .seconds(3)))
    #expect(look(2, 3500) == nil && look(3, 4200) == nil)
    #expect(look(3, 9000, isAsleep: true) == nil && look(3, 99000, isAsleep: true) == nil)
    // Woken in the same turn: its time counts from the waking.
    #expect(look(3, 99100) == nil && look(3, 100_000) == nil)
    #expect(look(3, 100_200) == .blocked(.milliseconds(1100)))
    #expect(look(3, 101_000, isAsleep: true) == .moves(after: .milliseconds(1900)))
  }

  /// Promise: a server that is busy, and one that has nothing to do, are left alone.
  @Test func nothingIsToldOfLoopsThatMove() async throws {
    let log = Log()
    var configuration = ServerConfiguration.withWorkers
    configuration.loopPatience = .seconds(60)
    configuration.onBlockedLoop = { log.add($0) }
    try await withProbeServer(configuration) { server, _ in
      let channel = try server.channel()
      for _ in 0..<200 { _ = try await channel.unary(Probe.echo, Note()) }
      try await Task.sleep(for: .milliseconds(100))
      _ = try await channel.unary(Probe.echoPool, Note())
      channel.close()
    }
    #expect(log.all.isEmpty)
  }
}
