/// One change that waits for the writer, whatever its result is.
protocol PendingWrite: AnyObject, Sendable {
  /// Called by the writer before it runs the change: false when the task was cancelled, and then
  /// only `finish` may follow.
  func start() -> Bool

  /// Runs the closure and keeps its result; false when it threw.
  func run(_ transaction: inout WriteTransaction) -> Bool

  /// Resumes the caller, with `failure` or else with the kept result. Only the first call counts.
  func finish(_ failure: (any Error)?)
}
