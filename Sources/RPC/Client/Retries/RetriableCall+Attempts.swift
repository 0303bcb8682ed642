internal import LintasProtobuf
internal import LintasTransport

/// How a call comes to be made, once or more often.
extension RetriableCall {
  /// Sends the call, unless that was done before.
  func launchFirst() {
    guard !isSent, ending == nil else { return }
    isSent = true
    let plan = plans?.plan(of: method)
    course = AttemptCourse(plan, throttle: plans?.throttle)
    if let timeout = plan?.timeout { deadline = min(deadline, MonotonicTime.now + timeout) }
    if case .hedging = course { hedge() } else { launch(previousAttempts: 0) }
  }

  /// Makes the next attempt of a hedged call, and sees to the one after it.
  func hedge() {
    guard case .hedging(var state) = course, ending == nil, chosen == nil else { return }
    guard state.begun == 0 || state.mayBegin else { return }
    let delay = state.begin()
    course = .hedging(state)
    launch(previousAttempts: state.begun - 1)
    if let delay { scheduleHedge(after: delay) }
  }

  private func scheduleHedge(after delay: Duration) {
    if let hedgeTimer { loop.cancel(hedgeTimer) }
    hedgeTimer = loop.schedule(at: MonotonicTime.now + delay, self)
  }

  private func launch(previousAttempts: Int, after pause: Duration? = nil) {
    let number = launched
    launched += 1
    launches[number] = loop.spawn {
      do {
        if let pause { await self.loop.sleep(until: MonotonicTime.now + pause) }
        // The call may be over by now, or committed to another attempt.
        guard self.launches[number] != nil else { return }
        let waits = self.options.waitsForReady ?? self.plans?.plan(of: self.method)?.waitsForReady
        let connection = try await self.core.connection(
          before: self.deadline, waits: waits ?? false)
        defer { self.core.passOn() }
        try self.open(number, on: connection, previousAttempts: previousAttempts)
      } catch {
        self.failed(number, error)
      }
    }
  }

  /// Starts an attempt, with what was kept of the request.
  private func open(
    _ number: Int, on connection: HTTP2Connection, previousAttempts: Int
  ) throws {
    // Gone from the list if the call is over, or committed to another attempt.
    guard launches[number] != nil else { return }
    let call = ClientCall(core, kind: method.kind, deadline: deadline)
    let head = try core.head(
      method.path, options, deadline: deadline, previousAttempts: previousAttempts, on: connection)
    do throws(TransportError) {
      try call.open(head: head, on: connection)
    } catch {
      throw Status.unsent(error)
    }
    launches[number] = nil
    call.owner = self
    attempts.append(call)
    resend(to: call)
    commitIfTooLarge()
    wakeWriters()
  }

  /// An attempt came to nothing before it was opened.
  private func failed(_ number: Int, _ error: any Error) {
    guard launches.removeValue(forKey: number) != nil else { return }
    let status =
      error as? Status ?? Status(.internalError, "\(error)", details: [], cause: error)
    // What was wrong on this side would be wrong again.
    guard status.code == .unavailable else { return conclude(status) }
    decide(AttemptOutcome(code: .unavailable), status)
  }

  private func decide(_ outcome: AttemptOutcome, _ status: Status) {
    switch course {
    case .retry(var state):
      let verdict = state.judge(outcome, using: &core.random)
      course = .retry(state)
      switch verdict {
      case .settle: conclude(status)
      case .resend: launch(previousAttempts: state.previousAttempts)
      case .retry(let pause) where MonotonicTime.now + pause < deadline:
        launch(previousAttempts: state.previousAttempts, after: pause)
      case .retry: conclude(status)
      }
    case .hedging(var state):
      let verdict = state.judge(outcome)
      course = .hedging(state)
      switch verdict {
      case .settle: conclude(status)
      case .resend: launch(previousAttempts: state.begun - 1)
      case .wait(nil): return
      case .wait(.some(.zero)): hedge()
      case .wait(.some(let next)):
        // An attempt that runs ends with the deadline; without one, nothing would.
        let isAnyLeft = !attempts.isEmpty || !launches.isEmpty
        if isAnyLeft || MonotonicTime.now + next < deadline {
          scheduleHedge(after: next)
        } else {
          conclude(status)
        }
      }
    }
  }

  // MARK: What the attempts report

  func callOpened(_ call: ClientCall) {
    if attempts.contains(where: { $0 === call }) { choose(call) }
    if call === chosen, observers != nil { observeHead(of: call) }
  }

  func callHasRoom(_ call: ClientCall) {
    wakeWriters()
  }

  func callEnded(_ call: ClientCall) {
    guard ending == nil, let status = call.ending else { return }
    guard call === chosen || attempts.contains(where: { $0 === call }) else { return }
    if status.code == .ok {
      plans?.throttle?.succeeded()
      choose(call)
      conclude(status)
    } else if call === chosen {
      conclude(status)
    } else {
      attempts.removeAll { $0 === call }
      decide(call.outcome, status)
    }
  }
}
