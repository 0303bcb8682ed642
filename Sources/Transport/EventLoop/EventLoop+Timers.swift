/// Deadlines of waits and timers of objects, in one wheel. All on the loop's thread.
extension EventLoop {
  /// Ends the wait of `token` with `EventLoop.timedOut` when `deadline` has come, unless it has
  /// ended by then. Of several deadlines the earliest counts.
  public func schedule(_ token: WaitToken, at deadline: MonotonicTime) {
    assert(isCurrent)
    guard waiters.pointee.isLive(token) else { return }
    if let earlier = waiters.pointee.timer(of: token),
      let its = wheel.pointee.deadline(of: earlier)
    {
      if its <= deadline.nanoseconds { return }
      wheel.pointee.remove(earlier)
    }
    let id = wheel.pointee.add(.wait(token), at: deadline.nanoseconds)
    waiters.pointee.setTimer(id, of: token)
  }

  /// Calls `timer` when `deadline` has come, and keeps it until then.
  @discardableResult
  public func schedule(at deadline: MonotonicTime, _ timer: any LoopTimer) -> TimerID {
    assert(isCurrent)
    return wheel.pointee.add(.object(timer), at: deadline.nanoseconds)
  }

  /// Forgets a timer. Cancelling one that has fired, or was cancelled, does nothing.
  public func cancel(_ id: TimerID) {
    assert(isCurrent)
    wheel.pointee.remove(id)
  }

  /// Deadlines that are to come, of waits and of objects.
  public var pendingTimers: Int { wheel.pointee.count }

  /// Fires what is due at `now`.
  func fireTimers() {
    while let (id, target) = wheel.pointee.popDue(at: now.nanoseconds) {
      switch target {
      case .object(let timer): timer.timerFired(id)
      case .wait(let token): fire(token, EventLoop.timedOut)
      }
    }
  }
}
