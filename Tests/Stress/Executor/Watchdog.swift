import Foundation
import LintasTransport

/// Ends the program when nothing happens any more: a lost wake-up shows as silence.
enum Watchdog {
  /// Looks once a second; after `patience` seconds without progress it writes the state of all
  /// loops and ends the program with status 3.
  static func watch(_ tally: Tally, _ loops: [EventLoop], patience: Int) {
    Thread {
      var last = tally.progress
      var quiet = 0
      while true {
        sleep(1)
        let now = tally.progress
        quiet = now == last ? quiet + 1 : 0
        last = now
        if quiet < patience { continue }
        report("no progress for \(patience) s: \(tally.summary)")
        for loop in loops { report(loop.describeState()) }
        exit(3)
      }
    }.start()
  }

  /// Writes a line at once: what a killed program has buffered is lost.
  static func report(_ line: String) {
    FileHandle.standardOutput.write(Data((line + "\n").utf8))
  }
}
