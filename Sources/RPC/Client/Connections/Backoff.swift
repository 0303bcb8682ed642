/// How long to wait before the next attempt to connect (connection-backoff.md of the gRPC
/// project): one second, growing by 1.6 to two minutes, each spread by a fifth so that the clients
/// of a server that comes back do not all arrive at once.
public struct Backoff: Sendable {
  /// The pause after the first failure.
  public var initial = Duration.seconds(1)
  /// The longest pause.
  public var maximum = Duration.seconds(120)
  /// By how much the pause grows with each failure.
  public var factor = 1.6
  /// The part by which a pause may be shorter or longer.
  public var jitter = 0.2

  /// The published values.
  public init() {}

  /// The pause after so many failures in a row.
  ///
  /// - Parameters:
  ///   - failures: at least 1.
  ///   - random: where the spread comes from.
  func pause(after failures: Int, using random: inout some RandomNumberGenerator) -> Duration {
    var pause = initial
    for _ in 1..<max(1, failures) {
      if pause >= maximum { break }
      pause = min(pause * factor, maximum)
    }
    return pause * Double.random(in: (1 - jitter)...(1 + jitter), using: &random)
  }
}
