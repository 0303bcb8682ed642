/// A moment in a key: seconds since 1970-01-01T00:00:00Z, as `google.protobuf.Timestamp` counts
/// them, and nanoseconds within the second.
package struct KeyTime: KeyComponent, Hashable, Comparable {
  /// Seconds since the epoch; negative before it.
  package let seconds: Int64
  /// Nanoseconds after `seconds`, 0 to 999,999,999, also before the epoch.
  package let nanoseconds: UInt32

  /// Makes a moment. `nanoseconds` must be below one second.
  package init(seconds: Int64, nanoseconds: UInt32 = 0) {
    precondition(nanoseconds < 1_000_000_000, "nanoseconds must be below one second")
    self.seconds = seconds
    self.nanoseconds = nanoseconds
  }

  /// Appends seconds, then nanoseconds.
  package func append(to writer: inout KeyWriter) {
    seconds.append(to: &writer)
    nanoseconds.append(to: &writer)
  }

  /// Reads what `append` wrote and refuses nanoseconds of a second or more.
  package init(from reader: inout KeyReader) throws(StoreError) {
    seconds = try Int64(from: &reader)
    nanoseconds = try UInt32(from: &reader)
    guard nanoseconds < 1_000_000_000 else { throw StoreError.keyMalformed }
  }

  /// Whether one moment is before another.
  package static func < (left: KeyTime, right: KeyTime) -> Bool {
    (left.seconds, left.nanoseconds) < (right.seconds, right.nanoseconds)
  }
}
