internal import LintasTransport

/// How a call has its handler run on the worker pool.
extension ServerCall {
  /// Runs a handler on a worker thread, and comes back to the loop.
  ///
  /// - Throws: what the handler throws; UNAVAILABLE if the pool has no room.
  final func onWorker<Result: Sendable>(
    _ handler: @Sendable () async throws -> Result
  ) async throws -> Result {
    guard let workers = home.workers, let result = try await workers.run(handler) else {
      throw Status.busy
    }
    return result
  }
}
