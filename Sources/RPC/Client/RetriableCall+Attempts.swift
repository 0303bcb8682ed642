internal import LintasProtobuf
internal import LintasTransport

/// How a call comes to be made, once or more often.
extension RetriableCall {
  /// Sends the call, unless that was done before.
  func launchFirst() {
    guard !isSent, ending == nil else { return }
    isSent = true
    launch()
  }

  private func launch() {
    launching = loop.spawn {
      do {
        let connection = try await self.core.connection(
          before: self.deadline, waits: self.options.waitsForReady)
        defer { self.core.passOn() }
        try self.open(on: connection)
      } catch {
        self.conclude(
          error as? Status ?? Status(.internalError, "\(error)", details: [], cause: error))
      }
    }
  }

  /// Starts an attempt, with what was kept of the request.
  private func open(on connection: HTTP2Connection) throws {
    guard ending == nil else { return }
    let call = ClientCall<Response>(
      loop: loop, kind: method.kind, deadline: deadline, messageLimit: core.limits.messageBytes)
    let head = try core.head(method.path, options, deadline: deadline, on: connection)
    do throws(TransportError) {
      try call.open(head: head, on: connection)
    } catch {
      throw Status(.unavailable, "the call cannot be sent", details: [], cause: error)
    }
    call.owner = self
    attempt = call
    resend(to: call)
    if isReplayTooLarge { commit() }
    wakeWriters()
  }

  // MARK: What the attempt reports

  func callOpened(_ call: AnyObject) {
    guard call === attempt else { return }
    commit()
  }

  func callHasRoom(_ call: AnyObject) {
    guard call === attempt else { return }
    wakeWriters()
  }

  func callEnded(_ call: AnyObject) {
    guard let attempt, call === attempt, ending == nil else { return }
    if !isCommitted && retries.mayResend(attempt.refusal) {
      self.attempt = nil
      launch()
      return
    }
    conclude(attempt.ending ?? Status(.internalError, "the call ended without a status"))
  }
}
