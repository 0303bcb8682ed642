internal import CEpoll
internal import Synchronization

/// How work reaches a loop: at once on its own thread, through the inbox from others.
extension EventLoop {
  /// Takes a job of a task that prefers this loop. The language's runtime calls it, on any thread.
  public func enqueue(_ job: consuming ExecutorJob) {
    let job = UnownedJob(job)
    if isCurrent {
      ring.pointee.push(job)
    } else {
      enqueueFromOutside(job)
    }
  }

  /// The loop as the runtime names it.
  @inline(__always)
  public func asUnownedTaskExecutor() -> UnownedTaskExecutor {
    UnownedTaskExecutor(ordinary: self)
  }

  /// Runs `body` on the loop in one of its next turns, in the order of the calls from one thread.
  /// From any thread.
  ///
  /// - Returns: false if the loop has ended; `body` is then dropped.
  @discardableResult
  public func execute(_ body: @escaping @Sendable () -> Void) -> Bool {
    if isCurrent {
      localWork.append(body)
      return true
    }
    inboxLock.lock()
    guard !ended else {
      inboxLock.unlock()
      return false
    }
    inboxWork.append(body)
    let wake = leaveInbox()
    inboxLock.unlock()
    if wake { signal() }
    return true
  }

  /// What `body` says on the loop, in one of its next turns. From any task.
  ///
  /// - Returns: nil if the loop has ended.
  public func ask<Answer: Sendable>(_ body: @escaping @Sendable () -> Answer) async -> Answer? {
    await withUnsafeContinuation { continuation in
      if !execute({ continuation.resume(returning: body()) }) {
        continuation.resume(returning: nil)
      }
    }
  }

  /// Ends a wait with `value`. From any thread; the first completion of a token counts, later ones
  /// do nothing.
  public func complete(_ token: WaitToken, _ value: Int) {
    if isCurrent {
      fire(token, value)
      return
    }
    inboxLock.lock()
    inboxCompletions.append(WaitCompletion(token: token, value: value))
    let wake = leaveInbox()
    inboxLock.unlock()
    if wake { signal() }
  }

  /// Ends many waits of this loop at the price of one lock and at most one wake-up: for a writer
  /// that has committed a batch. From any thread.
  public func completeMany(_ completions: [WaitCompletion]) {
    if completions.isEmpty { return }
    if isCurrent {
      for completion in completions { fire(completion.token, completion.value) }
      return
    }
    inboxLock.lock()
    inboxCompletions.append(contentsOf: completions)
    let wake = leaveInbox()
    inboxLock.unlock()
    if wake { signal() }
  }

  @inline(never)
  private func enqueueFromOutside(_ job: UnownedJob) {
    inboxLock.lock()
    precondition(!ended, "a task prefers an event loop that has ended")
    inboxJobs.append(job)
    let wake = leaveInbox()
    inboxLock.unlock()
    if wake { signal() }
  }

  /// The end of every producer's visit, with the lock held: says whether the loop must be woken.
  func leaveInbox() -> Bool {
    let wake = asleep
    asleep = false
    inboxFilled.store(true, ordering: .relaxed)
    return wake
  }

  private func signal() {
    wakeUps.add(1, ordering: .relaxed)
    poller.wake()
  }
}
