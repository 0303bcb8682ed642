internal import LintasTransport

/// How many calls there were: plain numbers that a loop's thread adds to.
struct CallCounters: Sendable {
  /// Calls that were started.
  var started: UInt64 = 0
  /// Calls that ended with OK.
  var succeeded: UInt64 = 0
  /// Calls that ended otherwise.
  var failed: UInt64 = 0
  /// When the last one was started; 0 if none was.
  var lastStarted = MonotonicTime(nanoseconds: 0)

  /// A call is started.
  mutating func start(at now: MonotonicTime) {
    started &+= 1
    lastStarted = now
  }

  /// A call has ended.
  mutating func end(well: Bool) {
    if well { succeeded &+= 1 } else { failed &+= 1 }
  }

  /// Adds the numbers of another loop.
  mutating func add(_ other: CallCounters) {
    started &+= other.started
    succeeded &+= other.succeeded
    failed &+= other.failed
    lastStarted = max(lastStarted, other.lastStarted)
  }
}
