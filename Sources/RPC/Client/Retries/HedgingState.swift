/// When the attempts of a hedged call are made, and which of them counts (gRFC A6).
///
/// A value type without I/O: how attempts come out goes in, decisions come out. It counts what it
/// sees in the channel's throttle.
struct HedgingState {
  /// What to do after an attempt that did not go well.
  enum Verdict: Equatable {
    /// Its status is the call's, and the other attempts are given up.
    case settle
    /// Make it again at once: the server cannot have processed it.
    case resend
    /// Wait for the others, and make the next one after this time, if there is to be one.
    case wait(next: Duration?)
  }

  private let policy: HedgingPolicy
  private let throttle: RetryThrottle?
  private var wasResent = false
  private var isStopped = false
  /// Attempts that were begun.
  private(set) var begun = 0
  private var running = 0

  /// The state of a call before its first attempt.
  init(_ policy: HedgingPolicy, throttle: RetryThrottle?) {
    self.policy = policy
    self.throttle = throttle
  }

  /// An attempt begins.
  ///
  /// - Returns: after which time the next one does; `nil` if it was the last.
  mutating func begin() -> Duration? {
    begun += 1
    running += 1
    return mayBegin ? policy.hedgingDelay : nil
  }

  /// Whether there is to be another attempt, now that its time has come.
  var mayBegin: Bool {
    !isStopped && begun < policy.maxAttempts && throttle?.allows != false
  }

  /// Judges an attempt that did not go well.
  mutating func judge(_ outcome: AttemptOutcome) -> Verdict {
    if outcome.isCommitted { return .settle }
    if outcome.refusal == .neverSent || (outcome.refusal == .byServer && !wasResent) {
      wasResent = wasResent || outcome.refusal == .byServer
      return .resend
    }
    running -= 1
    let isFatal = !policy.nonFatalStatusCodes.contains(outcome.code)
    if outcome.pushback == .never { isStopped = true }
    if !isFatal || outcome.pushback == .never { throttle?.failed() }
    if isFatal { return .settle }
    guard mayBegin else { return running > 0 ? .wait(next: nil) : .settle }
    if case .after(let pause) = outcome.pushback { return .wait(next: pause) }
    return .wait(next: .zero)
  }
}
