internal import LintasProtobuf
internal import LintasTransport

/// One call on the client: the driver of the two state machines.
///
/// It owns no rule of the protocol: what comes goes through `ResponseHead`, the framing and
/// `ClientInbound`, what leaves through `ClientOutbound`, and what they decide is carried out
/// here. It knows nothing of the types of messages: those of the response wait as bytes until the
/// caller takes them. The peer gets credit for a message when it is taken, so no more than a window
/// waits; while the caller waits and no message is whole, credit is given at once, since a message
/// may be larger than a window.
// Safety: confined to the thread of the core's loop; other threads only pass references around.
final class ClientCall: HTTP2StreamHandler, LoopTimer, @unchecked Sendable {
  let core: ChannelCore
  private let deadline: MonotonicTime
  private var stream: HTTP2Stream?
  private var inbound: ClientInbound
  private var outbound = ClientOutbound()
  private var fields = ResponseHead()
  private var timer: TimerID?

  // What answers: one message, in memory that the decoded message will take over, or a stream.
  private let isAnsweredOnce: Bool
  private var deframer: MessageDeframer
  var answer = ReceivedMessage()
  var hasAnswer = false
  /// Whether the head says that messages may be compressed.
  private(set) var takesCompressed = false
  /// Whether the one answer is.
  private(set) var isAnswerCompressed = false
  var queue: MessageQueue
  /// Whether the message of a stream that was taken last came compressed.
  var isLastCompressed = false

  private var uncredited = 0
  /// Bytes of the last batch, which its reader may still be using.
  var lent = 0
  private var waiters: [WaitToken] = []

  /// Told what becomes of the call, until it has ended; `nil` for one whose caller waits for it.
  var owner: (any ClientCallOwner)?

  /// How the call ended; `nil` while it runs.
  private(set) var ending: Status?
  /// Whether the head of a response has come, with a body to follow.
  private(set) var isOpened = false
  /// Whether the channel counts the call as started.
  private var isCounted = false
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
    isAnsweredOnce = !kind.streamsResponses
    inbound = ClientInbound(kind: kind)
    deframer = MessageDeframer(limit: core.limits.messageBytes)
    queue = MessageQueue(messageLimit: core.limits.messageBytes)
  }

  private var loop: EventLoop { core.loop }

  // MARK: The caller's side

  /// Sends the head of the request; its messages follow.
  func open(
    head: borrowing HeaderList, on connection: HTTP2Connection
  ) throws(TransportError) {
    guard case .send = outbound.open() else { return }
    stream = try connection.openStream(head, endStream: false, handler: self)
    core.calls.start(at: loop.now)
    isCounted = true
    if deadline != .distantFuture { timer = loop.schedule(at: deadline, self) }
  }

  /// Sends messages of the request, in their frames. A call that is over drops them.
  func write(_ framed: UnsafeRawBufferPointer) {
    guard case .send = outbound.message(), let stream else { return }
    stream.connection.countMessagesSent(MessagePrefix.count(in: framed))
    stream.write(framed)
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

  /// How the call came out, for whoever may make it again.
  var outcome: AttemptOutcome {
    AttemptOutcome(
      code: ending?.code ?? .unknown, refusal: refusal, isCommitted: isOpened, pushback: pushback)
  }

  /// Gives the call up from this side; messages that were not taken are dropped.
  func giveUp(_ status: Status) {
    guard ending == nil else { return }
    cancel(status)
    queue.reset()
  }

  private func cancel(_ status: Status) {
    guard ending == nil else { return }
    if case .reset = outbound.cancel() { stream?.reset(.cancel) }
    conclude(status)
  }

  // MARK: The stream's events

  /// A field of the head or of the trailers.
  override func header(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
    fields.take(name, value)
  }

  /// The head or the trailers are complete.
  override func headersComplete(endStream: Bool) {
    let action = inbound.headers(
      fields, endStream: endStream,
      isBetweenMessages: isAnsweredOnce ? deframer.isBetweenMessages : queue.isBetweenMessages)
    if metadata == nil { metadata = endStream ? Metadata() : fields.metadata }
    if endStream { pushback = fields.pushback }
    if !endStream { takesCompressed = fields.compression == .gzip }
    fields = ResponseHead()
    perform(action)
  }

  /// Bytes of the response's body.
  override func data(_ bytes: UnsafeRawBufferPointer) {
    uncredited += bytes.count
    if isAnsweredOnce { takeAnswer(bytes) } else { takeAnswers(bytes) }
  }

  private func takeAnswer(_ bytes: UnsafeRawBufferPointer) {
    // Nobody can take a part of it.
    credit(uncredited)
    var input = bytes
    while !inbound.isClosed {
      switch deframer.next(&input) {
      case .needsMore: return
      case .message:
        stream?.connection.countMessagesReceived()
        perform(inbound.message())
      case .fault(let fault): perform(inbound.fault(fault))
      }
    }
  }

  private func takeAnswers(_ bytes: UnsafeRawBufferPointer) {
    guard !inbound.isClosed else { return }
    switch queue.append(bytes) {
    case .fault(let fault): perform(inbound.fault(fault))
    case .messages(let count):
      if count > 0 { stream?.connection.countMessagesReceived(count) }
      for _ in 0..<count { perform(inbound.message()) }
      if queue.hasMessage { wake() } else if !waiters.isEmpty { credit(uncredited) }
    }
  }

  /// The server has sent all.
  override func end() {
    perform(inbound.end())
  }

  /// Most of the request has left.
  override func drained() {
    owner?.callHasRoom(self)
  }

  /// The stream is gone.
  override func closed(_ end: HTTP2StreamEnd) {
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
        Status(.unavailable, "the call was not sent", details: [], cause: connection?.cause))
    case .connectionLost:
      inbound.close()
      conclude(
        Status(
          .unavailable, "the connection was lost", details: [], cause: connection?.cause))
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
      deframer.takesCompressed = takesCompressed
      queue.takesCompressed = takesCompressed
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
    guard isAnsweredOnce else { return }
    isAnswerCompressed = deframer.isCompressed
    answer = deframer.take()
    hasAnswer = true
  }

  /// The call ends so, whatever the server says, or said.
  func fail(_ status: Status) {
    cancel(status)
    ending = status
    queue.reset()
  }

  /// A server whose clock runs ahead cancels a little early; the caller's deadline explains it.
  private func judged(_ status: Status) -> Status {
    guard status.code == .cancelled, MonotonicTime.now >= deadline else { return status }
    return Status(.deadlineExceeded, "the deadline of the call is over")
  }

  private func conclude(_ status: Status) {
    guard ending == nil else { return }
    ending = status
    if isCounted { core.calls.end(well: status.code == .ok) }
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

  /// Gives the server credit for bytes of the response.
  func credit(_ bytes: Int) {
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
