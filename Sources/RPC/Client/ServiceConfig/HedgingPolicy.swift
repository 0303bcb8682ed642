/// How calls are made several times at once (gRFC A6), so that one slow server does not make a slow
/// call. Only for methods that do no harm when they are called twice.
public struct HedgingPolicy: Sendable, Hashable {
  /// The attempts of a call, the first one included. More than 5 count as 5.
  public let maxAttempts: Int
  /// How long after an attempt the next one is made; at zero all are made at once.
  public let hedgingDelay: Duration
  /// The statuses that do not end the call: the others go on, and the next is made at once.
  public let nonFatalStatusCodes: Set<StatusCode>

  /// A policy. Fewer than two attempts or a negative delay are programming errors.
  public init(
    maxAttempts: Int, hedgingDelay: Duration, nonFatalStatusCodes: Set<StatusCode> = []
  ) {
    precondition(maxAttempts > 1, "a hedging policy needs two attempts")
    precondition(hedgingDelay >= .zero, "a delay cannot be negative")
    self.maxAttempts = min(maxAttempts, RetryPolicy.mostAttempts)
    self.hedgingDelay = hedgingDelay
    self.nonFatalStatusCodes = nonFatalStatusCodes
  }
}
