internal import Foundation
internal import Synchronization

/// Ends the program with status 3 when nothing happens any more: a lost wake-up shows as silence.
final class Watchdog: Sendable {
  private static let patience = 60
  private let isStopped = Atomic<Bool>(false)

  /// Watches from now on.
  init(_ tally: StressTally) {
    Thread { [self] in
      var last = tally.progress
      var quiet = 0
      var seconds = 0
      while !isStopped.load(ordering: .relaxed) {
        sleep(1)
        seconds += 1
        let now = tally.progress
        quiet = now == last ? quiet + 1 : 0
        last = now
        if seconds % 30 == 0 { StreamStress.say("\(seconds) s: \(tally.summary)") }
        if quiet < Self.patience { continue }
        StreamStress.say("no progress for \(Self.patience) s: \(tally.summary)")
        for text in tally.faults.prefix(10) { StreamStress.say("fault: \(text)") }
        for visit in tally.underWay { StreamStress.say("under way: \(visit)") }
        Task {
          await ConnectionReport.tell()
          exit(3)
        }
        sleep(10)
        StreamStress.say("a loop does not answer")
        exit(3)
      }
    }.start()
  }

  /// Watches no longer.
  func stop() { isStopped.store(true, ordering: .relaxed) }
}
