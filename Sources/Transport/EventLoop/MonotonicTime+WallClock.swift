internal import Glibc

extension MonotonicTime {
  /// The point on the wall clock, as that stands now: seconds and nanoseconds since 1970 in UTC.
  public var sinceEpoch: (seconds: Int64, nanoseconds: Int32) {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    let wall = Int64(time.tv_sec) &* 1_000_000_000 &+ Int64(time.tv_nsec)
    let ago = Int64(clamping: MonotonicTime.now.nanoseconds) - Int64(clamping: nanoseconds)
    let point = wall &- ago
    return (point / 1_000_000_000, Int32(point % 1_000_000_000))
  }
}
