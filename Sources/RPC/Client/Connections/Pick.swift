internal import LintasTransport

/// What a call that needs a connection has to do.
enum Pick {
  /// Open a stream on this one, now.
  case use(HTTP2Connection)
  /// Wait until something changes.
  case wait
  /// Wait until then, and ask again.
  case pause(until: MonotonicTime)
  /// Fail: the server cannot be reached now.
  case refuse
}
