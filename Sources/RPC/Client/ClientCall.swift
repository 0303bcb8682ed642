internal import LintasProtobuf
internal import LintasTransport

/// One call on the client: the driver of the two state machines.
///
/// It owns no rule of the protocol: what comes goes through `ResponseHead`, the deframer and
/// `ClientInbound`, what leaves through `ClientOutbound`, and what they decide is carried out
/// here. Messages are decoded when they arrive and wait in a queue for the caller. The peer gets
/// credit for a message when it is taken, so the queue never holds more than a window; while the
/// caller waits and no message is whole, credit is given at once, since a message may be larger
/// than a window.
// Safety: confined to the thread of `loop`; other threads only pass references around.
final class ClientCall<Response: Message>: HTTP2StreamHandler, LoopTimer, @unchecked Sendable {
  private let loop: EventLoop
  private let deadline: MonotonicTime
  private var stream: HTTP2Stream?
  private var inbound: ClientInbound
  private var outbound = ClientOutbound()
  private var deframer: MessageDeframer
  private var fields = ResponseHead()
  private var timer: TimerID?

  private var queue = MessageQueue<Response>()
  private var uncredited = 0
  private var waiters: [WaitToken] = []

  /// How the call ended; `nil` while it runs.
  private(set) var ending: Status?
  /// The metadata of the response's head, once it is there.
  private(set) var metadata: Metadata?
  /// Whether the server says that it did not process the call, so that trying again is safe.
  private(set) var wasRefused = false

  /// A call that is not sent yet.
  init(loop: EventLoop, kind: CallKind, deadline: MonotonicTime, messageLimit: Int) {
    self.loop = loop
    self.deadline = deadline
    inbound = ClientInbound(kind: kind)
    deframer = MessageDeframer(limit: messageLimit)
  }

  // MARK: The caller's side

  /// Sends the whole request.
  ///
  /// - Parameters:
  ///   - request: the one message.
  ///   - head: the header fields.
  ///   - connection: a connection that can open a stream.
  ///   - encoder: the loop's encoder.
  func send(
    _ request: some Message, head: borrowing HeaderList, on connection: HTTP2Connection,
    encoder: Encoder
  ) throws(TransportError) {
    guard case .send = outbound.open() else { return }
    let stream = try connection.openStream(head, endStream: false, handler: self)
    self.stream = stream
    if deadline != .distantFuture { timer = loop.schedule(at: deadline, self) }
    guard case .send = outbound.message() else { return }
    stream.write(request.encodeFramed(with: encoder))
    guard case .send = outbound.halfClose() else { return }
    stream.finish()
  }

  /// Takes the next message if it is there.
  func pop() -> Response? {
    guard let (message, cost) = queue.pop() else { return nil }
    credit(queue.isEmpty ? uncredited : cost)
    return message
  }

  /// Waits until there is a message, the head, or the end.
  ///
  /// - Throws: the call's status if the caller's task was cancelled.
  nonisolated(nonsending) func change() async throws {
    credit(uncredited)
    let reason = await loop.wait { waiters.append($0) }
    if reason == EventLoop.cancelled {
      giveUp(Status.callerCancelled)
      throw Status.callerCancelled
    }
  }

  /// The next message, or `nil` after the last one of a call that went well.
  ///
  /// - Throws: the call's status if it did not go well.
  nonisolated(nonsending) func next() async throws -> Response? {
    while true {
      // A task that always finds a message never waits, and would never notice otherwise.
      if Task.isCancelled { giveUp(Status.callerCancelled) }
      if let message = pop() { return message }
      if let ending {
        if ending.code == .ok { return nil }
        throw ending
      }
      try await change()
    }
  }

  /// The answer of a unary call that has ended.
  ///
  /// - Throws: its status, if it did not go well.
  func unaryResponse() throws -> UnaryResponse<Response> {
    guard let ending, ending.code == .ok else {
      throw ending ?? Status(.internalError, "the call has not ended")
    }
    guard let message = pop() else {
      throw Status(.unimplemented, "the method answers once, and no answer came")
    }
    return UnaryResponse(
      message: message, metadata: metadata ?? Metadata(), trailers: ending.metadata)
  }

  /// Gives the call up from this side; messages that were not taken are dropped.
  func giveUp(_ status: Status) {
    guard ending == nil else { return }
    cancel(status)
    queue = MessageQueue()
  }

  private func cancel(_ status: Status) {
    guard ending == nil else { return }
    if case .reset = outbound.cancel() { stream?.reset(.cancel) }
    conclude(status)
  }

  // MARK: The stream's events

  /// A field of the head or of the trailers.
  func header(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
    fields.take(name, value)
  }

  /// The head or the trailers are complete.
  func headersComplete(endStream: Bool) {
    let action = inbound.headers(
      fields, endStream: endStream, isBetweenMessages: deframer.isBetweenMessages)
    if metadata == nil { metadata = endStream ? Metadata() : fields.metadata }
    fields = ResponseHead()
    perform(action)
  }

  /// Bytes of the response's body.
  func data(_ bytes: UnsafeRawBufferPointer) {
    uncredited += bytes.count
    var input = bytes
    loop: while !inbound.isClosed {
      switch deframer.next(&input) {
      case .needsMore: break loop
      case .message: perform(inbound.message())
      case .fault(let fault): perform(inbound.fault(fault))
      }
    }
    if !waiters.isEmpty && queue.isEmpty { credit(uncredited) }
    if !queue.isEmpty { wake() }
  }

  /// The server has sent all.
  func end() {
    perform(inbound.end())
  }

  /// Most of the request has left.
  func drained() {}

  /// The stream is gone.
  func closed(_ end: HTTP2StreamEnd) {
    let connection = stream?.connection
    stream = nil
    switch end {
    case .finished:
      perform(inbound.end())
    case .reset(let code):
      wasRefused = code == .refusedStream && ending == nil && metadata == nil
      perform(inbound.reset(code.rawValue))
    case .connectionLost:
      inbound.close()
      conclude(
        Status(
          .unavailable, "the connection was lost", details: [], cause: connection?.error))
    }
  }

  /// The call's time is over.
  func timerFired(_ id: TimerID) {
    timer = nil
    giveUp(Status(.deadlineExceeded, "the deadline of the call is over"))
  }

  // MARK: Inside

  private func perform(_ action: ClientInbound.Action) {
    switch action {
    case .wait, .ignore: return
    case .opened: wake()
    case .deliver: deliver()
    case .finish(let status): conclude(judged(status))
    case .abort(let status): cancel(status)
    case .misuse(let what):
      assertionFailure(what)
      cancel(Status(.internalError, "the client lost track of the call"))
    }
  }

  private func deliver() {
    let received = deframer.take()
    let count = received.count
    do {
      queue.push(try Response(decoding: received, limits: .default), cost: count + 5)
    } catch {
      cancel(Status(error.code, "the response cannot be read", details: [], cause: error))
    }
  }

  /// A server whose clock runs ahead cancels a little early; the caller's deadline explains it.
  private func judged(_ status: Status) -> Status {
    guard status.code == .cancelled, loop.now >= deadline else { return status }
    return Status(.deadlineExceeded, "the deadline of the call is over")
  }

  private func conclude(_ status: Status) {
    guard ending == nil else { return }
    ending = status
    inbound.close()
    outbound.close()
    if metadata == nil { metadata = Metadata() }
    if let timer { loop.cancel(timer) }
    timer = nil
    // The server answered before it had the whole request: it wants no more of it.
    if let stream, stream.queuedBytes > 0 { stream.reset(.noError) }
    wake()
  }

  private func credit(_ bytes: Int) {
    // Of a message that came in pieces, a part has been credited while the caller waited for it.
    let given = min(bytes, uncredited)
    guard given > 0 else { return }
    uncredited -= given
    stream?.consume(given)
  }

  private func wake() {
    guard !waiters.isEmpty else { return }
    let woken = waiters
    waiters.removeAll(keepingCapacity: true)
    for token in woken { loop.complete(token, 0) }
  }
}
