/// When a channel stops to make calls more than once (gRFC A6): it holds tokens, each failure costs
/// one, each success gives a part of one back, and with half of them gone calls are made once.
public struct RetryThrottling: Sendable, Hashable {
  /// The tokens that a channel starts with, and the most that it has: 1 to 1000.
  public let maxTokens: Int
  /// The part of a token that a success gives back; digits after the third do not count.
  public let tokenRatio: Double

  /// Throttling. Figures outside their range are programming errors.
  public init(maxTokens: Int, tokenRatio: Double) {
    precondition((1...1000).contains(maxTokens), "1 to 1000 tokens")
    precondition(tokenRatio >= 0.001 && tokenRatio <= 1000, "no ratio")
    self.maxTokens = maxTokens
    self.tokenRatio = tokenRatio
  }
}
