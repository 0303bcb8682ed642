/// Whether a call that failed is made again, and when (gRFC A6).
///
/// A value type without I/O: how an attempt came out goes in, a decision comes out. It counts what
/// it sees in the channel's throttle.
struct RetryState {
  /// What to do after an attempt.
  enum Verdict: Equatable {
    /// Its status is the call's.
    case settle
    /// Make the call again at once: the server cannot have processed it.
    case resend
    /// Make the call again after a pause.
    case retry(after: Duration)
  }

  private let policy: RetryPolicy?
  private let throttle: RetryThrottle?
  private var wasResent = false
  /// Pauses since the server last named one.
  private var pauses = 0
  /// Attempts that are over, without those that the server cannot have processed: the value of
  /// `grpc-previous-rpc-attempts`.
  private(set) var previousAttempts = 0

  /// The state of a call before its first attempt.
  init(_ policy: RetryPolicy?, throttle: RetryThrottle?) {
    self.policy = policy
    self.throttle = throttle
  }

  /// Judges an attempt that did not go well.
  ///
  /// - Parameter random: where the spread of pauses comes from.
  mutating func judge(
    _ outcome: AttemptOutcome, using random: inout some RandomNumberGenerator
  ) -> Verdict {
    if outcome.isCommitted { return .settle }
    if mayResend(outcome.refusal) { return .resend }
    guard let policy else { return .settle }
    if outcome.pushback == .never {
      throttle?.failed()
      return .settle
    }
    guard policy.retryableStatusCodes.contains(outcome.code) else { return .settle }
    throttle?.failed()
    if let throttle, !throttle.allows { return .settle }
    guard previousAttempts + 1 < policy.maxAttempts else { return .settle }
    previousAttempts += 1
    if case .after(let pause) = outcome.pushback {
      pauses = 0
      return .retry(after: pause)
    }
    pauses += 1
    return .retry(
      after: policy.pause(before: pauses) * Double.random(in: 0.8...1.2, using: &random))
  }

  /// Whether a call that was not processed is sent again at once, whatever it does: always if it
  /// never left this process, once if it was the server that refused it.
  private mutating func mayResend(_ refusal: ClientCallRefusal) -> Bool {
    switch refusal {
    case .none: return false
    case .neverSent: return true
    case .byServer:
      defer { wasResent = true }
      return !wasResent
    }
  }
}
