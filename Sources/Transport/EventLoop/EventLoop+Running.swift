/// How a task of elsewhere comes to a loop for a while.
extension EventLoop {
  /// Runs `body` on the loop and returns to where the caller was. The loop does not end before it.
  /// From any task, until the loop has ended.
  public func run<Result: Sendable, Failure: Error>(
    _ body: @Sendable () async throws(Failure) -> Result
  ) async throws(Failure) -> Result {
    handlerBegins()
    return try await runBegun(body)
  }

  /// The same for callers that may come late.
  ///
  /// - Returns: nil if the loop has ended; `body` has then not run.
  public func runUnlessEnded<Result: Sendable, Failure: Error>(
    _ body: @Sendable () async throws(Failure) -> Result
  ) async throws(Failure) -> Result? {
    // Under the lock under which the loop decides that it has ended.
    let begins = inboxLock.withLock {
      if !ended { handlerBegins() }
      return !ended
    }
    return begins ? try await runBegun(body) : nil
  }

  private func runBegun<Result: Sendable, Failure: Error>(
    _ body: @Sendable () async throws(Failure) -> Result
  ) async throws(Failure) -> Result {
    try await withTaskExecutorPreference(self) { () async throws(Failure) -> Result in
      defer { handlerEnds() }
      // More than a check: without a use of memory here, the optimiser takes the hop to the loop
      // out of this closure, and that of a body which is nothing but a call of a function that
      // inherits its caller's isolation out of the body. Such a body would then run elsewhere.
      precondition(isCurrent, "the preference for a loop did not lead to it")
      return try await body()
    }
  }
}
