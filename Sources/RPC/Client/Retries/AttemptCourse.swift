/// How a call is made: once or again, or several times at once.
enum AttemptCourse {
  /// As the policy for retries says; without one, once, and again if it was not processed.
  case retry(RetryState)
  /// As the policy for hedging says.
  case hedging(HedgingState)

  /// The course of a call that has no policy.
  static var single: AttemptCourse { .retry(RetryState(nil, throttle: nil)) }

  /// The course that a method's plan prescribes.
  init(_ plan: MethodPlan?, throttle: RetryThrottle?) {
    if let hedging = plan?.hedging {
      self = .hedging(HedgingState(hedging, throttle: throttle))
    } else {
      self = .retry(RetryState(plan?.retry, throttle: throttle))
    }
  }
}
