/// How a channel notices that a server is gone without a word: it asks with a PING after a silence,
/// and gives the connection up when no answer comes.
///
/// Servers end connections of clients that ask too often; by default they bear a PING every five
/// minutes. A channel that is told so asks half as often from then on.
public struct Keepalive: Sendable, Hashable {
  /// The silence after which a channel asks.
  public var interval: Duration
  /// How long it waits for the answer.
  public var timeout: Duration
  /// Whether it asks also while no call runs.
  public var withoutCalls: Bool

  /// Keepalive with an interval.
  public init(
    interval: Duration, timeout: Duration = .seconds(20), withoutCalls: Bool = false
  ) {
    self.interval = interval
    self.timeout = timeout
    self.withoutCalls = withoutCalls
  }
}
