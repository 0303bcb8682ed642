/// How calls are made again after they failed (gRFC A6).
///
/// The pause before the n-th retry is `initialBackoff` times `backoffMultiplier` to the power of
/// n − 1, at most `maxBackoff`, made shorter or longer by up to a fifth at random.
public struct RetryPolicy: Sendable, Hashable {
  /// The attempts of a call, the first one included. More than 5 count as 5.
  public let maxAttempts: Int
  /// The pause before the first retry.
  public let initialBackoff: Duration
  /// The longest pause, before chance comes in.
  public let maxBackoff: Duration
  /// By how much the pause grows with each retry.
  public let backoffMultiplier: Double
  /// The statuses after which a call is made again.
  public let retryableStatusCodes: Set<StatusCode>

  /// The most attempts of a call, whatever its policy says.
  static let mostAttempts = 5

  /// A policy. Fewer than two attempts, pauses that are not positive, a multiplier that is not, or
  /// no code are programming errors.
  public init(
    maxAttempts: Int, initialBackoff: Duration, maxBackoff: Duration, backoffMultiplier: Double,
    retryableStatusCodes: Set<StatusCode>
  ) {
    precondition(maxAttempts > 1, "a retry policy needs two attempts")
    precondition(initialBackoff > .zero && maxBackoff > .zero, "a pause has to be positive")
    precondition(backoffMultiplier > 0 && backoffMultiplier.isFinite, "no multiplier")
    precondition(!retryableStatusCodes.isEmpty, "no status is retried")
    self.maxAttempts = min(maxAttempts, Self.mostAttempts)
    self.initialBackoff = initialBackoff
    self.maxBackoff = maxBackoff
    self.backoffMultiplier = backoffMultiplier
    self.retryableStatusCodes = retryableStatusCodes
  }

  /// The pause before a retry, without chance.
  ///
  /// - Parameter number: 1 for the first retry.
  func pause(before number: Int) -> Duration {
    var pause = min(initialBackoff, maxBackoff)
    for _ in 1..<max(1, number) {
      // Compared before it is made: the product may be more than a duration can hold.
      pause = backoffMultiplier >= maxBackoff / pause ? maxBackoff : pause * backoffMultiplier
    }
    return pause
  }
}
