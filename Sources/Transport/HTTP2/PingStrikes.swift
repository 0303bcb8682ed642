/// A server's judgement of its client's PINGs, by gRPC's keepalive.md: one that comes too early is
/// a strike, what the server sends forgives all strikes, and a strike more than are borne ends the
/// connection. A value without I/O.
struct PingStrikes {
  /// What a client without streams has to wait for between PINGs, if it may ask at all.
  private static let intervalWithoutStreams = Duration.seconds(2 * 60 * 60)

  /// Something that a PING may be the answer to was sent since the last PING: HEADERS or DATA. The
  /// next PING is free, and strikes are forgotten.
  var isPardoned = false
  private var strikes = 0
  private var last: MonotonicTime?

  /// Counts a PING.
  ///
  /// - Parameter hasStreams: whether a stream is open.
  /// - Returns: whether it is borne.
  mutating func bears(
    pingAt now: MonotonicTime, hasStreams: Bool, limits: TransportLimits
  ) -> Bool {
    defer { last = now }
    if isPardoned {
      isPardoned = false
      strikes = 0
      return true
    }
    let isKept = hasStreams || limits.pingsWithoutStreams
    let interval = isKept ? limits.pingInterval : PingStrikes.intervalWithoutStreams
    guard let last, now < last + interval else { return true }
    strikes += 1
    return strikes <= limits.pingStrikes
  }
}
