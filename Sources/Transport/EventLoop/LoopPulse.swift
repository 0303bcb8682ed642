/// What a watchdog knows of one loop: whether it moves. A value without I/O.
///
/// A loop that is not asleep, and whose count of turns stands still, is held up by whoever runs on
/// it. The watchdog looks a few times within its patience, so a loop that it happens to find twice
/// in one turn, before and after a sleep, is not mistaken for one.
struct LoopPulse {
  /// What a look has found.
  enum Finding: Equatable {
    /// The loop has been held up for so long; told once.
    case blocked(Duration)
    /// It moves again, after having been held up for so long.
    case moves(after: Duration)
  }

  private let patience: Duration
  private var turn: UInt64?
  private var since = MonotonicTime(nanoseconds: 0)
  private var isReported = false

  /// Nothing is known yet.
  init(patience: Duration) {
    self.patience = patience
  }

  /// Takes a look.
  ///
  /// - Parameters:
  ///   - turn: the loop's count of turns.
  ///   - isAsleep: whether it waits for something to do.
  mutating func look(turn: UInt64, isAsleep: Bool, at now: MonotonicTime) -> Finding? {
    let span = Duration.nanoseconds(Int64(clamping: now.nanoseconds &- since.nanoseconds))
    if isAsleep || turn != self.turn {
      self.turn = isAsleep ? nil : turn
      since = now
      defer { isReported = false }
      return isReported ? .moves(after: span) : nil
    }
    guard !isReported, span >= patience else { return nil }
    isReported = true
    return .blocked(span)
  }
}
