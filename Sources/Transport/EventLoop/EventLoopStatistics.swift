/// Figures of one event loop's life.
public struct EventLoopStatistics: Sendable {
  /// Task jobs run so far.
  public let jobs: UInt64
  /// Turns so far.
  public let turns: UInt64
  /// Times that another thread had to wake the loop.
  public let wakeUps: UInt64
  /// Calls of `EventLoop.wait` that wait now.
  public let waiting: Int
  /// Handlers that have started and not ended.
  public let handlers: Int
}
