internal import LintasTransport

/// How a call takes a stream of requests.
///
/// Bytes wait in `MessageQueue` until the handler takes the message that they are. The peer gets
/// credit for a message when it is taken, so a slow handler stops its peer after one window. While
/// the handler waits and no message is whole, the peer gets what the message needs, since that may
/// be more than a window.
extension ServerCall {
  /// Bytes of the stream have come.
  final func requestData(_ bytes: UnsafeRawBufferPointer) {
    guard receive(bytes.count) else { return }
    switch state.pointee.requests.append(bytes) {
    case .fault(let fault):
      perform(state.pointee.inbound.fault(fault))
    case .messages(let count):
      if count > 0 {
        stream?.connection.countMessagesReceived(count)
        perform(state.pointee.inbound.message())
      } else if !readers.isEmpty {
        expect(state.pointee.requests.missing)
      }
      if isNearlyUsedUp { widen() }
    }
  }

  /// Notes why there will be no more requests. The first reason counts.
  final func noteFailure(_ status: @autoclosure () -> Status) {
    guard takesStream, state.pointee.failure == nil else { return }
    state.pointee.failure = status()
  }

  /// The stream has ended before the call has.
  final func breakOff(_ end: HTTP2StreamEnd) {
    guard takesStream || !observers.isEmpty else { return }
    let status = Status(
      .cancelled,
      end == .connectionLost ? "the connection was lost" : "the client broke the call off")
    noteFailure(status)
    tellEnd(status)
  }

  /// The bytes of the next request are handed to `decode`; `nil` after the last one. It suspends
  /// only while none is there.
  ///
  /// - Parameters:
  ///   - generation: which stream of this object the reader belongs to.
  ///   - decode: makes a message of its bytes, which are borrowed for the call. It must not touch
  ///     the call.
  /// - Throws: why there is none: what is wrong with it, or how the call ended.
  final nonisolated(nonsending) func nextRequest<Element>(
    generation: UInt32, _ decode: (UnsafeRawBufferPointer) throws(Status) -> Element
  ) async throws(Status) -> Element? {
    while true {
      guard generation == self.generation else { throw Self.over }
      if let failure = state.pointee.failure { throw failure }
      // A task that always finds a message never waits, and would never notice otherwise.
      if Task.isCancelled { throw Self.readerCancelled }
      if state.pointee.requests.hasMessage { return try takeRequest(decode) }
      if state.pointee.inbound.isComplete { return nil }
      guard state.pointee.inbound.isStreaming else { throw Self.over }
      expect(state.pointee.requests.missing)
      _ = await home.loop.wait { readers.append($0) }
    }
  }

  /// The bytes of the next request, from any task.
  final nonisolated(nonsending) func nextRawRequest(
    generation: UInt32
  ) async throws(Status) -> [UInt8]? {
    if home.loop.isCurrent { return try await nextRequest(generation: generation) { Array($0) } }
    return try await onLoop { () async throws(Status) in
      try await self.nextRequest(generation: generation) { Array($0) }
    }
  }

  /// Runs `body` on the call's loop, for a task that is elsewhere and may come late.
  ///
  /// - Throws: CANCELLED if the loop has ended, and the call with it.
  final func onLoop<Result: Sendable>(
    _ body: @Sendable () async throws(Status) -> Result
  ) async throws(Status) -> Result {
    guard let result = try await home.loop.runUnlessEnded(body) else { throw Self.over }
    return result
  }

  /// A request was refused: its reader gets this status, and whoever reads on gets it again.
  final func refuseRequest(_ error: any Error) -> Status {
    let status = status(of: error)
    noteFailure(status)
    return status
  }

  private func takeRequest<Element>(
    _ decode: (UnsafeRawBufferPointer) throws(Status) -> Element
  ) throws(Status) -> Element {
    defer {
      takeFromStream(state.pointee.requests.removeFirst())
    }
    do throws(Status) {
      let message = state.pointee.requests.first
      let isCompressed = state.pointee.requests.isCompressed
      state.pointee.isRequestCompressed = isCompressed
      return try decode(isCompressed ? try inflated(message) : message)
    } catch {
      noteFailure(error)
      throw error
    }
  }

  private static var readerCancelled: Status {
    Status(
      .cancelled, "the task that reads requests was cancelled", details: [],
      cause: CancellationError())
  }
}
