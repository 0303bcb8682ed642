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
///
/// A message that is compressed waits as it came and is decompressed when it is taken: what waits
/// takes no more memory than the window, whatever it would become.
// Safety: confined to the thread of the core's loop; other threads only pass references around.
final class ClientCall<Response: Message>: HTTP2StreamHandler, LoopTimer, @unchecked Sendable {
  /// A message that has arrived.
  enum Arrival {
    case message(Response)
    case compressed([UInt8])
  }

  private let core: ChannelCore
  private let deadline: MonotonicTime
  private var stream: HTTP2Stream?
  private var inbound: ClientInbound
  private var outbound = ClientOutbound()
  private var deframer: MessageDeframer
  /// Whether the head says that messages may be compressed.
  private var isCompressed = false
  private var fields = ResponseHead()
  private var timer: TimerID?

  private var queue = MessageQueue<Arrival>()
  private var uncredited = 0
  /// Bytes of the last batch, which its reader may still be using.
  private var lent = 0
  private var waiters: [WaitToken] = []

  /// Told what becomes of the call, until it has ended; `nil` for one whose caller waits for it.
  var owner: (any ClientCallOwner)?

  /// How the call ended; `nil` while it runs.
  private(set) var ending: Status?
  /// Whether the head of a response has come, with a body to follow.
  private(set) var isOpened = false
  /// What the server says about making the call again.
  private(set) var pushback = RetryPushback.none
  /// The metadata of the response's head, once it is there.
  private(set) var metadata: Metadata?
  /// Whether the server cannot have processed the call, so that trying again is safe.
  private(set) var refusal = ClientCallRefusal.none

  /// A call that is not sent yet.
  init(_ core: ChannelCore, kind: CallKind, deadline: MonotonicTime) {
    self.core = core
    self.deadline = deadline
    inbound = ClientInbound(kind: kind)
    deframer = MessageDeframer(limit: core.limits.messageBytes)
  }

  private var loop: EventLoop { core.loop }

  // MARK: The caller's side

  /// Sends the head of the request; its messages follow.
  func open(
    head: borrowing HeaderList, on connection: HTTP2Connection
  ) throws(TransportError) {
    guard case .send = outbound.open() else { return }
    stream = try connection.openStream(head, endStream: false, handler: self)
    if deadline != .distantFuture { timer = loop.schedule(at: deadline, self) }
  }

  /// Sends messages of the request, in their frames. A call that is over drops them.
  func write(_ framed: UnsafeRawBufferPointer) {
    guard case .send = outbound.message() else { return }
    stream?.write(framed)
  }

  /// Ends the request after the messages written.
  func halfClose() {
    guard case .send = outbound.halfClose() else { return }
    stream?.finish()
  }

  /// Bytes of the request that wait for the peer's windows.
  var queuedBytes: Int { stream?.queuedBytes ?? 0 }

  /// Sends the whole request.
  ///
  /// - Parameters:
  ///   - request: the one message.
  ///   - compression: how it is compressed.
  ///   - head: the header fields.
  ///   - connection: a connection that can open a stream.
  func send(
    _ request: some Message, with compression: Compression, head: borrowing HeaderList,
    on connection: HTTP2Connection
  ) throws(TransportError) {
    try open(head: head, on: connection)
    write(core.frame(request, with: compression))
    halfClose()
  }

  /// Takes the next message if it is there.
  ///
  /// - Throws: how the call ends, if the message cannot be read.
  func pop() throws -> Response? {
    guard let (arrival, cost) = queue.pop() else { return nil }
    credit(queue.isEmpty ? uncredited : cost)
    return try opened(arrival)
  }

  /// Takes all messages that are there, unless some are compressed: those it takes one at a time.
  /// Credit for them is given when the next are asked for.
  ///
  /// - Throws: how the call ends, if a message cannot be read.
  func popAll() throws -> [Response] {
    credit(lent)
    lent = 0
    if deframer.takesCompressed {
      guard let (arrival, cost) = queue.pop() else { return [] }
      lent = cost
      return [try opened(arrival)]
    }
    let (arrivals, cost) = queue.popAll()
    lent = cost
    return try arrivals.map(opened)
  }

  private func opened(_ arrival: Arrival) throws -> Response {
    switch arrival {
    case .message(let message): return message
    case .compressed(let bytes):
      do {
        return try bytes.withUnsafeBytes {
          try Response(decoding: try core.gzip.inflate($0, limit: core.limits.messageBytes))
        }
      } catch {
        let status = unreadable(error)
        fail(status)
        throw status
      }
    }
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

  /// The answer of a unary call that has ended.
  ///
  /// - Throws: its status, if it did not go well.
  func unaryResponse() throws -> UnaryResponse<Response> {
    guard let ending, ending.code == .ok else {
      throw ending ?? Status(.internalError, "the call has not ended")
    }
    guard let message = try pop() else {
      throw Status(.unimplemented, "the method answers once, and no answer came")
    }
    return UnaryResponse(
      message: message, metadata: metadata ?? Metadata(), trailers: ending.metadata)
  }

  /// How the call came out, for whoever may make it again.
  var outcome: AttemptOutcome {
    AttemptOutcome(
      code: ending?.code ?? .unknown, refusal: refusal, isCommitted: isOpened, pushback: pushback)
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
    if endStream { pushback = fields.pushback }
    isCompressed = fields.compression == .gzip
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
  func drained() {
    owner?.callHasRoom(self)
  }

  /// The stream is gone.
  func closed(_ end: HTTP2StreamEnd) {
    let connection = stream?.connection
    stream = nil
    switch end {
    case .finished:
      perform(inbound.end())
    case .reset(let code):
      if code == .refusedStream && ending == nil && metadata == nil { refusal = .byServer }
      perform(inbound.reset(code.rawValue))
    case .neverSent:
      if ending == nil { refusal = .neverSent }
      inbound.close()
      conclude(
        Status(.unavailable, "the call was not sent", details: [], cause: connection?.error))
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
    case .opened:
      isOpened = true
      deframer.takesCompressed = isCompressed
      owner?.callOpened(self)
      wake()
    case .deliver: deliver()
    case .finish(let status): conclude(judged(status))
    case .abort(let status): cancel(status)
    case .misuse(let what):
      assertionFailure(what)
      cancel(Status(.internalError, "the client lost track of the call"))
    }
  }

  private func deliver() {
    let isCompressed = deframer.isCompressed
    let received = deframer.take()
    let cost = received.count + MessagePrefix.size
    if isCompressed {
      queue.push(.compressed(received.withUnsafeBytes { Array($0) }), cost: cost)
      return
    }
    do {
      queue.push(.message(try Response(decoding: received, limits: .default)), cost: cost)
    } catch {
      cancel(unreadable(error))
    }
  }

  private func unreadable(_ error: any Error) -> Status {
    if let fault = error as? FramingFault { return fault.status }
    let code = (error as? DecodingError)?.code ?? .internalError
    return Status(code, "the response cannot be read", details: [], cause: error)
  }

  /// The call ends so, whatever the server says, or said.
  private func fail(_ status: Status) {
    cancel(status)
    ending = status
    queue = MessageQueue()
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
    let owner = owner
    self.owner = nil
    owner?.callEnded(self)
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
