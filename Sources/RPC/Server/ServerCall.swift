internal import LintasProtobuf
internal import LintasTransport

/// One call on the server: the driver of the two state machines.
///
/// It owns no rule of the protocol. Bytes go from the stream through `RequestHead`, the deframer
/// and `ServerInbound`; what they decide is carried out here, on the stream and the handler's
/// task. Answers go through `ServerOutbound` the same way.
///
/// A call object serves one stream after another. It is free for the next one when both its
/// stream is closed and its handler has returned, in whichever order that happens; `generation`
/// tells a late writer that the object has moved on.
// Safety: confined to the thread of `home.loop`. Other threads only pass references to it around,
// read `home.loop`, and hop there before they touch anything else. `state` is allocated and freed
// with the object and never leaves it.
class ServerCall: HTTP2StreamHandler, LoopTimer, @unchecked Sendable {
  /// The loop that this call belongs to.
  let home: ServerLoop
  /// How many streams this object served before.
  @exclusivity(unchecked) private(set) var generation: UInt32 = 0

  @exclusivity(unchecked) private(set) var stream: HTTP2Stream?
  @exclusivity(unchecked) private(set) var connection: ServerConnection?
  @exclusivity(unchecked) private(set) var entry: (any MethodEntry)?
  /// The number of its entry in the loop's table; -1 for an unknown method.
  @exclusivity(unchecked) private(set) var entryNumber = -1
  /// The path of the call, if no method of this path is registered and calls are served
  /// nevertheless.
  @exclusivity(unchecked) private(set) var unknownPath: String?
  @exclusivity(unchecked) private(set) var deadline = MonotonicTime.distantFuture

  /// The values of the call, behind a pointer: no exclusivity check for each small change.
  let state: UnsafeMutablePointer<ServerCallState>
  @exclusivity(unchecked) private var timer: TimerID?
  @exclusivity(unchecked) private var task: Task<Void, Never>?
  @exclusivity(unchecked) private var isRunning = false
  /// Whether the timer stands for the request's time, which is shorter than the call's.
  @exclusivity(unchecked) private var isRequestTimed = false
  /// Whether the method takes a stream of requests.
  @exclusivity(unchecked) private(set) var takesStream = false
  /// Looks after a call whose turn to be given credit it is.
  @exclusivity(unchecked) var turnTimer: TimerID?
  /// Who watches the call, the outermost first.
  @exclusivity(unchecked) var observers: [any CallObserver] = []
  /// Which task serves which method, as the watchdog sees it.
  final let mark = HandlerMark()
  @exclusivity(unchecked) var writers: [WaitToken] = []
  @exclusivity(unchecked) var readers: [WaitToken] = []

  /// A call of this loop, without a stream yet.
  init(_ home: ServerLoop) {
    self.home = home
    state = .allocate(capacity: 1)
    state.initialize(to: ServerCallState(home.plan, messageLimit: home.limits.messageBytes))
  }

  deinit {
    state.deinitialize(count: 1)
    state.deallocate()
  }

  /// Starts to serve a stream.
  final func begin(_ stream: HTTP2Stream, on connection: ServerConnection) {
    self.stream = stream
    self.connection = connection
    home.calls.start(at: home.loop.now)
  }

  /// Forgets the stream that was served, for the next one.
  func forget() {
    generation &+= 1
    connection = nil
    entry = nil
    unknownPath = nil
    deadline = .distantFuture
    takesStream = false
    state.pointee.reset()
    task = nil
  }

  // MARK: The stream's events

  /// A field of the request's head, or of trailers, which mean nothing.
  final override func header(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
    guard state.pointee.inbound.isInHead else { return }
    switch state.pointee.head.take(name, value) {
    case .taken: return
    case .path: find(value)
    case .metadata:
      if !state.pointee.metadata.receive(name: name, value: value) {
        state.pointee.head.isMetadataMalformed = true
      }
    }
  }

  /// The head is complete, or trailers are.
  final override func headersComplete(endStream: Bool) {
    guard state.pointee.inbound.isInHead else {
      perform(state.pointee.inbound.headersComplete(endStream: endStream))
      return
    }
    switch state.pointee.head.verdict(isMethodKnown: entry != nil) {
    case .serve:
      admit(endStream: endStream)
    case .http(let number, let code, let message):
      answer(Status(code, message), http: number == 415 ? "415" : "405")
    case .page:
      showPage()
    case .refuse(let code, let message):
      answer(Status(code, message))
    case .refuseEncoding:
      answer(
        Status(.unimplemented, "only the encodings identity and gzip are served"), encodings: true)
    }
  }

  /// Bytes of the request's body.
  final override func data(_ bytes: UnsafeRawBufferPointer) {
    if state.pointee.inbound.isStreaming {
      requestData(bytes)
      return
    }
    guard state.pointee.inbound.isReading else {
      drop(bytes.count)
      return
    }
    guard receive(bytes.count) else { return }
    if state.pointee.inbound.isHolding {
      // The deframer would drop the message that is held to begin the next one.
      if !bytes.isEmpty { perform(state.pointee.inbound.surplus()) }
      return
    }
    var input = bytes
    while state.pointee.inbound.isReading {
      switch state.pointee.deframer.next(&input) {
      case .needsMore:
        expect(state.pointee.deframer.missing)
        return
      case .fault(let fault): perform(state.pointee.inbound.fault(fault))
      case .message:
        stream?.connection.countMessagesReceived()
        perform(state.pointee.inbound.message())
        if input.isEmpty {
          expect(0)
          return
        }
        perform(state.pointee.inbound.surplus())
      }
    }
  }

  /// The peer ended its side.
  final override func end() {
    let isBetweenMessages =
      state.pointee.inbound.isStreaming
      ? state.pointee.requests.isBetweenMessages : state.pointee.deframer.isBetweenMessages
    perform(state.pointee.inbound.end(isBetweenMessages: isBetweenMessages))
  }

  /// Most of what was written has left.
  final override func drained() {
    resumeWriters()
  }

  /// The stream is gone.
  final override func closed(_ end: HTTP2StreamEnd) {
    stream = nil
    home.calls.end(well: state.pointee.endedWell)
    if !state.pointee.outbound.isClosed { breakOff(end) }
    conclude()
    if isRunning { task?.cancel() } else { recycle() }
  }

  /// The call's time is over.
  final func timerFired(_ id: TimerID) {
    if id == turnTimer { return turnIsLong() }
    timer = nil
    let status = Status(.deadlineExceeded, "the deadline of the call is over")
    let isStuck = (stream?.queuedBytes ?? 0) > 0
    noteFailure(status)
    if isStuck {
      // The status would wait behind bytes that the peer does not take.
      stream?.reset(.cancel)
      tellEnd(status)
      conclude()
    } else {
      finish(status)
    }
    task?.cancel()
  }

  // MARK: The handler

  /// The handler runs in this task, which prefers the call's loop and calls `taskEnded` in the end.
  ///
  /// The task is made by the caller, from the closure itself: to take a closure and hand it on
  /// would wrap it once more.
  final func follow(_ task: Task<Void, Never>) {
    home.loop.handlerBegins()
    self.task = task
    mark.set(task, entryNumber)
  }

  /// The handler has returned, or threw, and its task is about to end.
  final func taskEnded() {
    mark.clear()
    handlerEnded()
    home.loop.handlerEnds()
  }

  /// The handler has returned, or threw.
  final func handlerEnded() {
    isRunning = false
    connection?.releaseHandler()
    if stream == nil { recycle() }
  }

  /// Ends the call with the status of an error.
  final func fail(_ error: any Error) {
    // Asked first: an error that nobody knows is logged, also when its caller is gone.
    let status = status(of: error)
    if state.pointee.outbound.isClosed { return }
    finish(status)
  }

  /// The status that the caller gets for an error.
  final func status(of error: any Error) -> Status {
    if let status = error as? Status { return status }
    guard let entry else { return Self.over }
    return home.errors(error, in: entry.summary, metadata: state.pointee.metadata)
  }

  // MARK: Inside

  private func find(_ path: UnsafeRawBufferPointer) {
    if let number = home.routing.find(path) {
      entry = home.routing.entries[number]
      entryNumber = number
      return
    }
    guard let unknown = home.unknown else { return }
    entry = unknown
    entryNumber = -1
    unknownPath = String(decoding: path, as: UTF8.self)
  }

  private func admit(endStream: Bool) {
    guard let entry else { return }
    takesStream = entry.kind.streamsRequests
    startClock(entry)
    agreeOnCompression()
    home.enter(entryNumber)
    defer { home.leave() }
    do {
      try entry.admit(self)
    } catch {
      state.pointee.inbound.stop()
      fail(error)
      return
    }
    perform(
      state.pointee.inbound.headersComplete(endStream: endStream, takesStream: takesStream))
  }

  private func startClock(_ entry: any MethodEntry) {
    let now = home.loop.now
    let standard = now.advanced(nanoseconds: home.defaultTime)
    if let timeout = state.pointee.head.timeout {
      // From now and not from the turn's start, which may lie before the caller's: the caller has
      // to see its own deadline pass first.
      deadline = MonotonicTime.now.advanced(nanoseconds: timeout)
    } else if entry.kind == .unary {
      deadline = standard
    }
    // A call may last as long as its caller likes, but its one request has to come in time.
    isRequestTimed = standard < deadline && !takesStream
    let end = isRequestTimed ? standard : deadline
    if end != .distantFuture { timer = home.loop.schedule(at: end, self) }
  }

  func perform(_ action: ServerInbound.Action) {
    switch action {
    case .wait, .ignore: return
    case .run: run()
    case .deliver, .finish: resumeReaders()
    case .fail(let code, let message): answer(Status(code, message))
    case .misuse(let what):
      assertionFailure(what)
      answer(Status(.internalError, "the server lost track of the call"))
    }
  }

  private func run() {
    guard let entry, let connection else { return }
    guard connection.admitHandler() else {
      // Never processed, so the peer may safely try again.
      stream?.reset(.refusedStream)
      conclude()
      return
    }
    isRunning = true
    if isRequestTimed {
      stopClock()
      if deadline != .distantFuture { timer = home.loop.schedule(at: deadline, self) }
    }
    home.enter(entryNumber)
    defer { home.leave() }
    do {
      try entry.run(self, try takeRequest())
    } catch {
      fail(error)
      handlerEnded()
    }
    // What the handler has now is counted as decoded messages are.
    if !takesStream { releaseRequest() }
  }

  /// The one request; nothing if the method takes a stream of them.
  private func takeRequest() throws(Status) -> ReceivedMessage {
    let isCompressed = state.pointee.deframer.isCompressed
    let message = state.pointee.deframer.take()
    guard isCompressed else { return message }
    state.pointee.isRequestCompressed = true
    var plain = ReceivedMessage()
    try message.withUnsafeBytes { bytes throws(Status) in
      let inflated = try inflated(bytes)
      plain.append(inflated, of: inflated.count)
    }
    return plain
  }

  /// Answers a request that is wrong. No handler sees it; that of a stream, which runs, is
  /// cancelled.
  func answer(_ status: Status, http: StaticString = "200", encodings: Bool = false) {
    noteFailure(status)
    if let stream, let connection, state.pointee.outbound.isIdle {
      tellEnd(status)
      let limit = connection.headerListLimit
      stream.respondOnly(
        StatusFields.trailersOnly(status, http: http, encodings: encodings, limit: limit))
      conclude()
    } else {
      finish(status)
    }
    task?.cancel()
  }

  /// Both halves are over: nothing is read, written or timed any more.
  func conclude() {
    let mayGoOn = !state.pointee.inbound.isComplete
    state.pointee.inbound.stop()
    state.pointee.outbound.close()
    state.pointee.deframer.reset()
    if takesStream { state.pointee.requests.reset() }
    releaseRequest()
    if mayGoOn { drop(0) }
    stopClock()
    resumeWriters()
    resumeReaders()
  }

  private func stopClock() {
    if let timer { home.loop.cancel(timer) }
    timer = nil
  }

  private func resumeWriters() {
    guard !writers.isEmpty else { return }
    for token in writers { home.loop.complete(token, 0) }
    writers.removeAll(keepingCapacity: true)
  }

  private func resumeReaders() {
    guard !readers.isEmpty else { return }
    for token in readers { home.loop.complete(token, 0) }
    readers.removeAll(keepingCapacity: true)
  }
}
