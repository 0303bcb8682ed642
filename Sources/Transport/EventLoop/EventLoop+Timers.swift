/// Deadlines of waits and timers of objects, in one heap. All on the loop's thread.
extension EventLoop {
  /// Ends the wait of `token` with `EventLoop.timedOut` when `deadline` has come, unless it has
  /// ended by then.
  public func schedule(_ token: WaitToken, at deadline: MonotonicTime) {
    assert(isCurrent)
    guard waiters.pointee.isLive(token) else { return }
    waiters.pointee.countTimer(of: token, by: 1)
    heap.pointee.push(
      TimerHeap.Entry(
        deadline: deadline.nanoseconds, slot: token.slot, generation: token.generation,
        isWait: true))
  }

  /// Calls `timer` when `deadline` has come, and keeps it until then.
  @discardableResult
  public func schedule(at deadline: MonotonicTime, _ timer: any LoopTimer) -> TimerID {
    assert(isCurrent)
    let id = timers.pointee.add(timer)
    heap.pointee.push(
      TimerHeap.Entry(
        deadline: deadline.nanoseconds, slot: id.slot, generation: id.generation, isWait: false))
    return id
  }

  /// Forgets a timer. Cancelling one that has fired, or was cancelled, does nothing.
  public func cancel(_ id: TimerID) {
    assert(isCurrent)
    if timers.pointee.take(id) != nil { strandTimers(1) }
  }

  /// Notes that entries of the heap name something that is over, and sweeps when that pays.
  func strandTimers(_ count: Int) {
    heap.pointee.strand(count)
    guard heap.pointee.wantsSweep else { return }
    heap.pointee.sweep { entry in
      entry.isWait
        ? waiters.pointee.isLive(WaitToken(slot: entry.slot, generation: entry.generation))
        : timers.pointee.isLive(TimerID(slot: entry.slot, generation: entry.generation))
    }
  }

  /// Fires what is due at `now`.
  func fireTimers() {
    while let entry = heap.pointee.popDue(at: now.nanoseconds) {
      if entry.isWait {
        let token = WaitToken(slot: entry.slot, generation: entry.generation)
        if waiters.pointee.isLive(token) {
          waiters.pointee.countTimer(of: token, by: -1)
          fire(token, EventLoop.timedOut)
        } else {
          heap.pointee.unstrand()
        }
      } else {
        let id = TimerID(slot: entry.slot, generation: entry.generation)
        if let timer = timers.pointee.take(id) {
          timer.timerFired(id)
        } else {
          heap.pointee.unstrand()
        }
      }
    }
  }
}
