internal import LintasProtobuf
internal import LintasTransport

/// How interceptors and observers see a call.
extension RetriableCall {
  /// Whether the interceptors have to be asked, or are being asked: nothing is sent before.
  var mustBegin: Bool { interceptors != nil || askers != nil }

  /// Asks the interceptors, before anything is sent. Once: who comes in the meantime waits.
  ///
  /// - Throws: how the call ends, if one of them refuses it.
  nonisolated(nonsending) func begin() async throws {
    while askers != nil {
      let reason = await loop.wait { askers?.append($0) }
      if reason == EventLoop.cancelled {
        giveUp(Status.callerCancelled)
        throw Status.callerCancelled
      }
    }
    guard let interceptors else { return }
    askers = []
    defer {
      var waiting = askers ?? []
      askers = nil
      wake(&waiting)
    }
    self.interceptors = nil
    do {
      observers = try await interceptors.begin(method, &options)
    } catch {
      let status = error as? Status ?? Status(.unknown, "\(error)", details: [], cause: error)
      giveUp(status)
      throw status
    }
    deadline = min(deadline, core.deadline(options))
    if let ending { observers?.end(ending) }
    if observers != nil, let request { self.request = try observed(request) }
  }

  /// A request as the observers let it go.
  ///
  /// - Throws: how the call ends, if one of them refuses it.
  func observed<Request: Message>(_ message: Request) throws -> Request {
    guard let observers else { return message }
    var message = message
    do {
      try observers.request(&message)
    } catch {
      throw refused(error)
    }
    return message
  }

  /// A response as the observers let it pass.
  ///
  /// - Throws: how the call ends, if one of them refuses it.
  func observed(answer message: Response) throws -> Response {
    guard let observers else { return message }
    var message = message
    do {
      try observers.response(&message)
    } catch {
      throw refused(error)
    }
    return message
  }

  /// The head of the response is there.
  func observeHead(of call: ClientCall) {
    observers?.head(call.metadata ?? Metadata())
  }

  private func refused(_ error: any Error) -> Status {
    let status = error as? Status ?? Status(.unknown, "\(error)", details: [], cause: error)
    fail(status)
    return status
  }
}
