import LintasTransport
import Synchronization

/// Waits for the writer again and again, with nothing else under way on its loop: nothing rescues a
/// lost wake-up here, so one of them stops the program.
enum LonelyHandler {
  /// Makes `rounds` round trips from the loop to the writer's thread and back.
  static func run(
    on loop: EventLoop, rounds: Int, writer: CommitWriter, tally: Tally
  ) async {
    for round in 0..<rounds {
      let value = await loop.wait { writer.submit($0, round, on: loop) }
      if value != round { tally.count(tally.wrongValues) }
      if !loop.isCurrent { tally.count(tally.offLoop) }
      tally.count(tally.waits)
    }
  }
}
