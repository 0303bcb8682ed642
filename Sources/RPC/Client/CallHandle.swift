internal import LintasProtobuf
internal import LintasTransport
internal import Synchronization

/// What a caller holds of one call. When nobody can ask for more, the call is cancelled.
// Safety: `call` is confined to the thread of `loop`, but for its flag for posts; other threads hop
// there. At deinit no other reference exists.
final class CallHandle<Response: Message>: RequestSink, @unchecked Sendable {
  private let loop: EventLoop
  private let call: RetriableCall<Response>
  /// `nil` for a call whose request is one message.
  private let outbox: Outbox?
  /// Whether the caller knows the end.
  private var isFinished = false

  /// A handle of a call that is not sent yet.
  init(_ call: RetriableCall<Response>) {
    loop = call.loop
    self.call = call
    outbox = call.method.kind.streamsRequests ? Outbox() : nil
  }

  deinit {
    guard !isFinished else { return }
    let call = call
    loop.execute { call.giveUp(Status(.cancelled, "nobody reads the response any more")) }
  }

  /// Whether the caller runs on the channel's loop.
  var isOnLoop: Bool { loop.isCurrent }

  /// The metadata of the trailers, on the loop.
  var trailers: Metadata { call.ending?.metadata ?? Metadata() }

  /// Whether the message that was fetched last came compressed, on the loop.
  var isLastCompressed: Bool { call.chosen?.isLastCompressed ?? false }

  /// Runs `body` on the loop.
  func onLoop<Result: Sendable, Failure: Error>(
    _ body: @Sendable () async throws(Failure) -> Result
  ) async throws(Failure) -> Result {
    try await loop.run(body)
  }

  /// Gives the call up. From any thread.
  func cancel() {
    let call = call
    loop.execute { call.giveUp(Status(.cancelled, "the caller cancelled the call")) }
  }

  // MARK: The request

  /// Leaves a message for the loop to send, unless it needs more than to be sent. From any thread.
  func post(_ message: some Message, compresses: Bool) -> Bool {
    guard let outbox, call.takesPosts.load(ordering: .relaxed), !Task.isCancelled else {
      return false
    }
    let (isTaken, isFirst) = outbox.leave(message)
    if isFirst { loop.execute { self.flushIfRoom() } }
    return isTaken
  }

  /// Sends what was left, now or when the server has taken some of what was sent.
  private func flushIfRoom() {
    if call.isFull {
      call.whenRoom = { [weak self] in self?.flushIfRoom() }
    } else {
      flush()
    }
  }

  private func flush() {
    guard let outbox, outbox.isUsed else { return }
    let frames = outbox.empty()
    if !frames.isEmpty { frames.withUnsafeBytes { call.write(framed: $0) } }
  }

  /// Sends a message, on the loop.
  nonisolated(nonsending) func write(
    _ message: some Message, compresses: Bool
  ) async throws -> Bool {
    flush()
    return try await call.write(message, compresses: compresses)
  }

  /// Ends the request, on the loop.
  nonisolated(nonsending) func halfClose() async throws {
    flush()
    try await call.halfClose()
  }

  // MARK: The response

  /// The next message, on the loop.
  nonisolated(nonsending) func next() async throws -> Response? {
    do {
      let message = try await call.next()
      if message == nil { isFinished = true }
      return message
    } catch {
      isFinished = true
      throw error
    }
  }

  /// All messages that are there, at least one; none after the last one. The server gets credit
  /// for them when the next batch is asked for. On the loop.
  nonisolated(nonsending) func batch() async throws -> [Response] {
    do {
      let messages = try await call.batch()
      if messages.isEmpty { isFinished = true }
      return messages
    } catch {
      isFinished = true
      throw error
    }
  }

  /// The metadata of the head, on the loop.
  nonisolated(nonsending) func metadata() async throws -> Metadata {
    try await call.metadata()
  }

  /// The one answer of a call that is answered once, on the loop.
  nonisolated(nonsending) func unaryResponse() async throws -> UnaryResponse<Response> {
    try await call.unaryResponse()
  }
}
