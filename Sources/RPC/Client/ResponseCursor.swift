internal import LintasProtobuf
internal import LintasTransport

/// Where a caller stands in the messages of one call. When nobody can ask for more, the call is
/// cancelled.
// Safety: all that changes is confined to the thread of `loop`; other threads hop there.
// At deinit no other reference exists.
final class ResponseCursor<Response: Message>: @unchecked Sendable {
  private let loop: EventLoop
  private let start: @Sendable () async throws -> ClientCall<Response>
  private var call: ClientCall<Response>?
  private var failure: (any Error)?
  private var isStarting = false
  private var wasResent = false
  private var waiters: [WaitToken] = []
  private var isFinished = false

  /// A call that is not sent yet.
  ///
  /// - Parameters:
  ///   - loop: the channel's loop.
  ///   - start: sends the call; run on the loop.
  init(loop: EventLoop, start: @escaping @Sendable () async throws -> ClientCall<Response>) {
    self.loop = loop
    self.start = start
  }

  deinit {
    guard let call, !isFinished else { return }
    loop.execute { call.giveUp(Status(.cancelled, "nobody reads the response any more")) }
  }

  /// Whether the caller runs on the channel's loop.
  var isOnLoop: Bool { loop.isCurrent }

  /// The metadata of the trailers, on the loop.
  var trailers: Metadata { call?.ending?.metadata ?? Metadata() }

  /// Runs `body` on the loop.
  func onLoop<Result: Sendable, Failure: Error>(
    _ body: @Sendable () async throws(Failure) -> Result
  ) async throws(Failure) -> Result {
    try await loop.run(body)
  }

  /// The next message, on the loop.
  nonisolated(nonsending) func next() async throws -> Response? {
    if isFinished { return nil }
    do {
      while true {
        let call = try await sent()
        do {
          let message = try await call.next()
          if message == nil { isFinished = true }
          return message
        } catch {
          guard mayResend(call) else { throw error }
        }
      }
    } catch {
      isFinished = true
      throw error
    }
  }

  /// The metadata of the head, on the loop.
  nonisolated(nonsending) func metadata() async throws -> Metadata {
    while true {
      let call = try await sent()
      while call.metadata == nil && call.ending == nil { try await call.change() }
      if mayResend(call) { continue }
      if let metadata = call.metadata { return metadata }
      if let ending = call.ending { throw ending }
    }
  }

  /// Whether to ask `sent` again: the server said that it did not process the call, which was sent
  /// for the first time. Once, as for a unary call.
  private func mayResend(_ call: ClientCall<Response>) -> Bool {
    guard call.wasRefused else { return false }
    // Whoever else waited for the call may have been here already.
    if call === self.call {
      guard !wasResent else { return false }
      wasResent = true
      self.call = nil
    }
    return true
  }

  /// The call, which is sent once: who comes while it is being started waits for the same one.
  private nonisolated(nonsending) func sent() async throws -> ClientCall<Response> {
    while isStarting {
      let reason = await loop.wait { waiters.append($0) }
      if reason == EventLoop.cancelled { throw Status.callerCancelled }
    }
    if let call { return call }
    if let failure { throw failure }
    isStarting = true
    defer {
      isStarting = false
      for token in waiters { loop.complete(token, 0) }
      waiters.removeAll()
    }
    do {
      let call = try await start()
      self.call = call
      return call
    } catch {
      failure = error
      throw error
    }
  }
}
