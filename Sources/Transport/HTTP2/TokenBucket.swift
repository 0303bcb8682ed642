/// A limit on how often something may happen: `burst` times at once, then `rate` times a second.
struct TokenBucket {
  private let burst: Int
  private let rate: Int
  private var tokens: Int
  private var filled: MonotonicTime

  /// A full bucket.
  init(burst: Int, rate: Int, now: MonotonicTime) {
    self.burst = burst
    self.rate = rate
    tokens = burst
    filled = now
  }

  /// Takes a token; false if there is none.
  mutating func take(now: MonotonicTime) -> Bool {
    if tokens > 0 {
      tokens -= 1
      return true
    }
    return refill(now: now)
  }

  /// Adds what time has brought and takes one token of it. Only called when the bucket is empty, so
  /// the common case reads no clock and divides nothing.
  private mutating func refill(now: MonotonicTime) -> Bool {
    let elapsed = now.nanoseconds &- filled.nanoseconds
    let (product, overflow) = elapsed.multipliedReportingOverflow(by: UInt64(max(0, rate)))
    let gained = overflow ? UInt64(burst) : min(product / 1_000_000_000, UInt64(burst))
    guard gained > 0 else { return false }
    filled = now
    tokens = Int(gained) - 1
    return true
  }
}
