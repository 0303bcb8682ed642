internal import Glibc

/// A point on the machine's monotonic clock (CLOCK_MONOTONIC), in nanoseconds. It never jumps with
/// the wall clock and means nothing outside this process. Arithmetic saturates.
@frozen
public struct MonotonicTime: Comparable, Hashable, Sendable {
  /// Nanoseconds since the clock's own, unspecified, start.
  public var nanoseconds: UInt64

  /// The point that lies `nanoseconds` after the clock's start.
  @inlinable
  public init(nanoseconds: UInt64) {
    self.nanoseconds = nanoseconds
  }

  /// Reads the clock (about 20 ns). On a loop prefer `EventLoop.now`, read once a turn.
  public static var now: MonotonicTime {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return MonotonicTime(
      nanoseconds: UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec))
  }

  /// Later than every other point.
  @inlinable
  public static var distantFuture: MonotonicTime { MonotonicTime(nanoseconds: .max) }

  /// Whether `left` comes before `right`.
  @inlinable
  public static func < (left: MonotonicTime, right: MonotonicTime) -> Bool {
    left.nanoseconds < right.nanoseconds
  }

  /// The point `duration` later; a negative duration goes back. Stops at either end of the clock.
  public static func + (time: MonotonicTime, duration: Duration) -> MonotonicTime {
    let span = nanoseconds(of: duration)
    if span >= 0 {
      let (sum, overflow) = time.nanoseconds.addingReportingOverflow(UInt64(span))
      return MonotonicTime(nanoseconds: overflow ? .max : sum)
    }
    let (difference, overflow) = time.nanoseconds.subtractingReportingOverflow(span.magnitude)
    return MonotonicTime(nanoseconds: overflow ? 0 : difference)
  }

  /// The point so many nanoseconds later: the same, cheaper.
  @inlinable
  public func advanced(nanoseconds span: UInt64) -> MonotonicTime {
    let (sum, overflow) = nanoseconds.addingReportingOverflow(span)
    return MonotonicTime(nanoseconds: overflow ? .max : sum)
  }

  /// A duration in whole nanoseconds; 0 for a negative one. For those that are added often.
  public static func span(_ duration: Duration) -> UInt64 {
    UInt64(clamping: nanoseconds(of: duration))
  }

  /// The time from `right` to `left`, negative when `left` is earlier.
  public static func - (left: MonotonicTime, right: MonotonicTime) -> Duration {
    if left.nanoseconds >= right.nanoseconds {
      return .nanoseconds(Int64(clamping: left.nanoseconds - right.nanoseconds))
    }
    return .nanoseconds(-Int64(clamping: right.nanoseconds - left.nanoseconds))
  }

  /// A duration in whole nanoseconds, clamped to what 64 bits hold (292 years).
  private static func nanoseconds(of duration: Duration) -> Int64 {
    let (seconds, attoseconds) = duration.components
    let (scaled, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    if overflow { return seconds < 0 ? .min : .max }
    let (sum, carried) = scaled.addingReportingOverflow(attoseconds / 1_000_000_000)
    if carried { return seconds < 0 ? .min : .max }
    return sum
  }
}
