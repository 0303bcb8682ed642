import Foundation
import LintasTransport
import Synchronization

/// Proves, as far as running can, that an event loop loses no wake-up and no completion, completes
/// none twice, and always brings a handler back to its loop.
///
/// `ExecutorStress [messages] [loops] [seed]`. Ends with status 0 when all handlers have ended and
/// every check held, 2 when a check failed, 3 when nothing moved any more. A build with the
/// condition MUTANT_LATE_SLEEP, which publishes `asleep` too late, must not end with 0.
@main
enum ExecutorStress {
  static func main() {
    exit(stress(CommandLine.arguments))
  }
}

private func stress(_ arguments: [String]) -> Int32 {
  func argument(_ index: Int, _ otherwise: Int) -> Int {
    index < arguments.count ? Int(arguments[index]) ?? otherwise : otherwise
  }
  let messages = argument(1, 3_000_000)
  let loopCount = max(1, argument(2, 3))
  let seed = argument(3, Int.random(in: 1..<(1 << 32)))
  Watchdog.report("messages \(messages), loops \(loopCount), seed \(seed)")
  let began = MonotonicTime.now
  let tally = Tally()
  let writer = CommitWriter()
  let canceller = Canceller()
  let shared = SharedActor()
  var loops: [EventLoop] = []
  for number in 0..<loopCount {
    guard let loop = try? EventLoop.start(name: "stress-\(number)") else { return 1 }
    loops.append(loop)
  }
  Watchdog.watch(tally, loops, patience: 20)
  Thread { writer.run() }.start()
  Thread { canceller.run() }.start()
  let drivers = loops.enumerated().map { number, loop in
    Driver(
      loop: loop, writer: writer, canceller: canceller, shared: shared, tally: tally,
      target: messages / loopCount, seed: UInt64(seed + number * 7919))
  }
  for (driver, loop) in zip(drivers, loops) { loop.execute { driver.step() } }
  while !drivers.allSatisfy({ $0.isDone.load(ordering: .acquiring) }) { usleep(2000) }
  for loop in loops {
    tally.count(tally.started)
    loop.spawn {
      await LonelyHandler.run(on: loop, rounds: messages / 30, writer: writer, tally: tally)
      tally.count(tally.ended)
    }
  }
  // The loops end by themselves once their handlers have: `join` is part of the proof.
  for loop in loops { loop.stop() }
  for loop in loops { loop.join() }
  canceller.stop()
  writer.stop()
  let statistics = loops.map(\.statistics)
  let stuck = statistics.reduce(0) { $0 + $1.waiting + $1.handlers }
  Watchdog.report("\(tally.summary) left waiting \(stuck)")
  Watchdog.report(
    "jobs \(statistics.reduce(0) { $0 + $1.jobs }), turns \(statistics.reduce(0) { $0 + $1.turns })"
      + ", wake-ups \(statistics.reduce(0) { $0 + $1.wakeUps }), \(MonotonicTime.now - began)")
  return tally.isClean && stuck == 0 ? 0 : 2
}
