/// What holds for the calls of one method.
final class MethodPlan: Sendable {
  /// The longest that a call may take.
  let timeout: Duration?
  /// Whether calls wait for a connection, unless they say for themselves.
  let waitsForReady: Bool?
  /// How calls are made again.
  let retry: RetryPolicy?
  /// How calls are made several times at once.
  let hedging: HedgingPolicy?

  /// What an entry of a config says.
  init(_ config: MethodConfig) {
    timeout = config.timeout
    waitsForReady = config.waitsForReady
    switch config.policy {
    case .retry(let policy): (retry, hedging) = (policy, nil)
    case .hedging(let policy): (retry, hedging) = (nil, policy)
    case nil: (retry, hedging) = (nil, nil)
    }
  }
}
