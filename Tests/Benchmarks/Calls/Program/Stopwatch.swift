internal import Glibc

/// Time on the clock and of the process's processors, since it was started.
struct Stopwatch {
  private let start = ContinuousClock.now
  private let startOfProcessor = Stopwatch.processor()

  /// The figures so far as lines.
  var lines: String {
    let seconds = start.duration(to: .now) / .seconds(1)
    return "seconds=\(seconds)\ncpu_seconds=\(Stopwatch.processor() - startOfProcessor)"
  }

  /// Seconds that the process has spent on processors (clock_gettime(2)).
  private static func processor() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }
}
