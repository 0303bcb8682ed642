/// The tokens of `RetryThrottling`, counted in thousandths. Confined to the channel's loop.
final class RetryThrottle {
  private let most: Int
  private let gain: Int
  private var tokens: Int

  /// All tokens are there.
  init(_ throttling: RetryThrottling) {
    most = throttling.maxTokens * 1000
    gain = Int(throttling.tokenRatio * 1000)
    tokens = most
  }

  /// Whether calls may be made more than once.
  var allows: Bool { tokens > most / 2 }

  /// A call went well.
  func succeeded() {
    tokens = min(most, tokens + gain)
  }

  /// An attempt failed, in a way for which calls are made again.
  func failed() {
    tokens = max(0, tokens - 1000)
  }
}
