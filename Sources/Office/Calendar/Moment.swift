internal import Glibc

/// A point in time, in nanoseconds since 1970-01-01T00:00:00 UTC (good until the year 2262).
package struct Moment: Hashable, Comparable, Sendable {
  /// Nanoseconds since 1970-01-01 UTC.
  package let nanoseconds: Int64

  /// The moment so many nanoseconds after 1970-01-01 UTC.
  package init(nanoseconds: Int64) {
    self.nanoseconds = nanoseconds
  }

  /// The moment so many whole seconds after 1970-01-01 UTC; saturating.
  package init(seconds: Int64) {
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    self.init(nanoseconds: overflow ? (seconds < 0 ? .min : .max) : product)
  }

  /// Now, by the machine's clock.
  package static func now() -> Moment {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Moment(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
  }

  /// Whole seconds since 1970-01-01 UTC, rounded down.
  package var seconds: Int64 {
    let quotient = nanoseconds / 1_000_000_000
    return nanoseconds % 1_000_000_000 < 0 ? quotient - 1 : quotient
  }

  /// Nanoseconds within the second, 0..<1,000,000,000.
  package var nanosecondsOfSecond: Int32 {
    let remainder = Int32(truncatingIfNeeded: nanoseconds % 1_000_000_000)
    return remainder < 0 ? remainder + 1_000_000_000 : remainder
  }

  /// The day in the office: Asia/Jakarta is UTC+7 all year and has been since 1964.
  package var officeDay: CivilDate {
    let local = seconds + 7 * 3600
    let day = local >= 0 ? local / 86_400 : (local - 86_399) / 86_400
    return CivilDate(dayNumber: Int32(truncatingIfNeeded: day))
  }

  /// The moment `duration` later; saturating, since a stored moment may be damaged.
  package func adding(_ duration: Duration) -> Moment {
    let (seconds, attoseconds) = duration.components
    let whole = Moment(seconds: seconds).nanoseconds
    return shifted(by: whole).shifted(by: attoseconds / 1_000_000_000)
  }

  private func shifted(by nanoseconds: Int64) -> Moment {
    let (sum, overflow) = self.nanoseconds.addingReportingOverflow(nanoseconds)
    return Moment(nanoseconds: overflow ? (nanoseconds < 0 ? .min : .max) : sum)
  }

  /// The earlier moment first.
  package static func < (left: Moment, right: Moment) -> Bool {
    left.nanoseconds < right.nanoseconds
  }
}
