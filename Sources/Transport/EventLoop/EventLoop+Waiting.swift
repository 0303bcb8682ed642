/// The one way in which a task on a loop waits.
extension EventLoop {
  /// Suspends the calling task until its wait is completed, and returns the completion's value.
  ///
  /// `start` is called at once, on the loop, when the wait is registered; it hands the token to
  /// whoever will complete it (`complete`, `completeMany`, `schedule(_:at:)`). If the task is
  /// cancelled, before or meanwhile, the wait ends with `EventLoop.cancelled`; `start` may then not
  /// have been called. Exactly one completion counts.
  ///
  /// To be called on the loop, from a task that prefers it.
  ///
  /// - Returns: the value of the completion; `cancelled`; or `timedOut`.
  public nonisolated(nonsending) func wait(_ start: (WaitToken) -> Void) async -> Int {
    precondition(isCurrent, "a task waits on a loop that it does not run on")
    let token = waiters.pointee.reserve()
    return await withTaskCancellationHandler {
      await withUnsafeContinuation { (continuation: UnsafeContinuation<Int, Never>) in
        waiters.pointee.install(continuation, for: token)
        // Tested after the continuation is stored: a cancellation may have come before it, and
        // its handler then found nothing to complete.
        if Task.isCancelled {
          fire(token, EventLoop.cancelled)
        } else {
          start(token)
        }
      }
    } onCancel: {
      complete(token, EventLoop.cancelled)
    }
  }

  /// Suspends the calling task until `deadline`. To be called on the loop.
  ///
  /// - Returns: false if the task was cancelled before.
  @discardableResult
  public nonisolated(nonsending) func sleep(until deadline: MonotonicTime) async -> Bool {
    await wait { schedule($0, at: deadline) } == EventLoop.timedOut
  }

  /// Ends a wait, on the loop. Only enqueues the task; what follows the call runs first.
  func fire(_ token: WaitToken, _ value: Int) {
    var timer: TimerID?
    guard let continuation = waiters.pointee.take(token, timer: &timer) else { return }
    if let timer { wheel.pointee.remove(timer) }
    continuation.resume(returning: value)
  }
}
