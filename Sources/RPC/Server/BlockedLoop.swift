/// A loop of a server that is held up: somebody runs on it and does not let others. A handler that
/// computes for long, or waits without `await`, belongs on the worker pool (`Execution.pool`).
public struct BlockedLoop: Sendable, CustomStringConvertible {
  /// The name of the loop.
  public let loop: String
  /// The method whose handler runs; `nil` if it is none, or none that is known.
  public let method: MethodSummary?
  /// How long the loop has been held up, or was.
  public let duration: Duration
  /// Whether the loop moves again.
  public let hasEnded: Bool

  /// One line for a log.
  public var description: String {
    let parts = duration.components
    let milliseconds = parts.seconds * 1000 + parts.attoseconds / 1_000_000_000_000_000
    let who = method.map { "\($0.path)" } ?? "no known method"
    return hasEnded
      ? "\(loop) moves again after \(milliseconds) ms (\(who))"
      : "\(loop) has been held up for \(milliseconds) ms by \(who)"
  }
}
