/// Waiting for what other processes do, without a thread.
public enum Patience {
  /// Asks `condition` every few milliseconds until it holds.
  ///
  /// - Returns: whether it came to hold within `limit`.
  /// - Throws: `CancellationError` if the task is cancelled.
  public static func wait(
    _ limit: Duration, until condition: () throws -> Bool
  ) async throws -> Bool {
    let end = ContinuousClock.now + limit
    while true {
      if try condition() { return true }
      if ContinuousClock.now >= end { return false }
      try await Task.sleep(for: .milliseconds(5))
    }
  }
}
