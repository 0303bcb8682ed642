/// How a client makes a call more than once.
public enum AttemptPolicy: Sendable, Hashable {
  /// Again after it failed.
  case retry(RetryPolicy)
  /// Several times at once; the first good answer counts.
  case hedging(HedgingPolicy)
}
