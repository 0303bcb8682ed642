internal import CEpoll
internal import Synchronization

/// The turn: see the class's head for its steps and for the proof that no wake-up is lost.
extension EventLoop {
  /// The life of the loop's thread.
  func runToEnd() {
    lintas_thread_set_owner(Unmanaged.passUnretained(self).toOpaque())
    while turn() {}
    lintas_pool_drain()
    lintas_thread_set_owner(nil)
  }

  /// One turn; false once the loop has ended.
  private func turn() -> Bool {
    // No other thread writes it: a load and a store, not a locked instruction.
    turns.store(turns.load(ordering: .relaxed) &+ 1, ordering: .relaxed)
    var timeout: Int64 = 0
    var idle = false
    let nothingHere = ring.pointee.isEmpty && localWork.isEmpty && turnEndHandlers.isEmpty
    if nothingHere || inboxFilled.load(ordering: .relaxed) {
      switch takeInbox(mayRest: nothingHere) {
      case .ended: return false
      case .busy: break
      case .idle:
        idle = true
        timeout = sleepTime()
      }
    }
    poller.wait(nanoseconds: timeout)
    if idle { inboxLock.withLock { asleep = false } }
    now = .now
    deliverInbox()
    fireTimers()
    runJobs()
    endTurn()
    return true
  }

  private enum InboxState {
    case busy
    case idle
    case ended
  }

  /// Swaps the inbox with the empty arrays of the last turn and decides, under the same lock,
  /// whether the loop may sleep.
  private func takeInbox(mayRest: Bool) -> InboxState {
    inboxLock.lock()
    swap(&inboxJobs, &takenJobs)
    swap(&inboxCompletions, &takenCompletions)
    swap(&inboxWork, &takenWork)
    inboxFilled.store(false, ordering: .relaxed)
    let stop = stopRequested
    let empty =
      mayRest && takenJobs.isEmpty && takenCompletions.isEmpty && takenWork.isEmpty
    var state = empty ? InboxState.idle : .busy
    if stop && !stopping { state = .busy }
    if state == .idle && stop && handlers.load(ordering: .relaxed) == 0
      && waiters.pointee.waiting == 0
    {
      ended = true
      state = .ended
    }
    #if !MUTANT_LATE_SLEEP
    asleep = state == .idle
    #endif
    inboxLock.unlock()
    #if MUTANT_LATE_SLEEP
    asleep = state == .idle
    #endif
    if stop && !stopping {
      stopping = true
      poller.stopAll()
      let remaining = stopHandlers
      stopHandlers = [:]
      for handler in remaining.values { handler.loopStops() }
    }
    return state
  }

  /// How long an idle loop may sleep: until its first timer, or (negative) until it is woken.
  private func sleepTime() -> Int64 {
    guard let first = wheel.pointee.nextTime else { return -1 }
    let now = MonotonicTime.now.nanoseconds
    return first > now ? Int64(clamping: first - now) : 0
  }

  private func deliverInbox() {
    if !takenJobs.isEmpty {
      for job in takenJobs { ring.pointee.push(job) }
      takenJobs.removeAll(keepingCapacity: true)
    }
    if !takenCompletions.isEmpty {
      for completion in takenCompletions { fire(completion.token, completion.value) }
      takenCompletions.removeAll(keepingCapacity: true)
    }
    if !takenWork.isEmpty {
      localWork.append(contentsOf: takenWork)
      takenWork.removeAll(keepingCapacity: true)
    }
  }

  /// Runs what waits now; what that adds has its chance in the next turn, after the sockets.
  private func runJobs() {
    if !localWork.isEmpty {
      var work: [@Sendable () -> Void] = []
      swap(&work, &localWork)
      for body in work { body() }
      // Before the look at what was added meanwhile: what a closure held may add to it as it goes.
      work.removeAll(keepingCapacity: true)
      if localWork.isEmpty { swap(&work, &localWork) }
    }
    var budget = ring.pointee.count
    jobsRun &+= UInt64(budget)
    let executor = asUnownedTaskExecutor()
    while budget > 0 {
      budget -= 1
      let job = ring.pointee.pop()
      // Safety: a job is one pointer, and is only compared.
      runningJob.store(unsafeBitCast(job, to: UInt.self), ordering: .relaxed)
      job.runSynchronously(on: executor)
    }
    runningJob.store(0, ordering: .relaxed)
  }

  /// Lets connections send once what the turn produced, then frees what was closed in it.
  private func endTurn() {
    // What a handler adds here is served in the next turn, which then does not sleep.
    if !turnEndHandlers.isEmpty {
      swap(&turnEndHandlers, &servedHandlers)
      for handler in servedHandlers { handler.turnEnds() }
      servedHandlers.removeAll(keepingCapacity: true)
    }
    if !retired.isEmpty { retired.removeAll(keepingCapacity: true) }
  }

  /// Calls `handler.turnEnds()` at the end of the present turn (or, called from elsewhere than
  /// the turn's end, of the next). Once for each call.
  func atTurnEnd(_ handler: any TurnEndHandler) {
    turnEndHandlers.append(handler)
  }

  /// Keeps `object` until the end of the turn: a callback further up the stack may still be using
  /// it.
  func retire(_ object: AnyObject) {
    retired.append(object)
  }
}
