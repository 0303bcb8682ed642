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
  private(set) var generation: UInt32 = 0

  private(set) var stream: HTTP2Stream?
  private(set) var connection: ServerConnection?
  private(set) var entry: (any MethodEntry)?
  private(set) var deadline = MonotonicTime.distantFuture

  /// The values of the call, behind a pointer: no exclusivity check for each small change.
  let state: UnsafeMutablePointer<ServerCallState>
  private var timer: TimerID?
  private var task: Task<Void, Never>?
  private var isRunning = false
  /// Whether the timer stands for the request's time, which is shorter than the call's.
  private var isRequestTimed = false
  /// Bytes of the request for which the connection has given room.
  private var reserved = 0
  var writers: [WaitToken] = []

  /// A call of this loop, without a stream yet.
  init(_ home: ServerLoop) {
    self.home = home
    state = .allocate(capacity: 1)
    state.initialize(to: ServerCallState(messageLimit: home.limits.messageBytes))
  }

  deinit {
    state.deinitialize(count: 1)
    state.deallocate()
  }

  /// Starts to serve a stream.
  final func begin(_ stream: HTTP2Stream, on connection: ServerConnection) {
    self.stream = stream
    self.connection = connection
  }

  /// Forgets the stream that was served, for the next one.
  func forget() {
    generation &+= 1
    connection = nil
    entry = nil
    deadline = .distantFuture
    state.pointee.reset()
    task = nil
  }

  // MARK: The stream's events

  /// A field of the request's head, or of trailers, which mean nothing.
  final func header(_ name: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer) {
    guard state.pointee.inbound.isInHead else { return }
    switch state.pointee.head.take(name, value) {
    case .taken: return
    case .path: entry = home.routing.find(value)
    case .metadata:
      if !state.pointee.metadata.receive(name: name, value: value) {
        state.pointee.head.isMetadataMalformed = true
      }
    }
  }

  /// The head is complete, or trailers are.
  final func headersComplete(endStream: Bool) {
    guard state.pointee.inbound.isInHead else {
      perform(state.pointee.inbound.headersComplete(endStream: endStream))
      return
    }
    switch state.pointee.head.verdict(isMethodKnown: entry != nil) {
    case .serve:
      admit(endStream: endStream)
    case .http(let number, let code, let message):
      answer(Status(code, message), http: number == 415 ? "415" : "405")
    case .refuse(let code, let message):
      answer(Status(code, message))
    case .refuseEncoding:
      answer(Status(.unimplemented, "only the encoding identity is served"), encodings: true)
    }
  }

  /// Bytes of the request's body.
  final func data(_ bytes: UnsafeRawBufferPointer) {
    stream?.consume(bytes.count)
    if state.pointee.inbound.isHolding {
      // The deframer would drop the message that is held to begin the next one.
      if !bytes.isEmpty { perform(state.pointee.inbound.surplus()) }
      return
    }
    guard state.pointee.inbound.isReading else { return }
    guard let connection, connection.reserve(bytes.count) else {
      answer(Status(.resourceExhausted, "too many bytes of requests wait for their rest"))
      return
    }
    reserved += bytes.count
    var input = bytes
    while state.pointee.inbound.isReading {
      switch state.pointee.deframer.next(&input) {
      case .needsMore: return
      case .fault(let fault): perform(state.pointee.inbound.fault(fault))
      case .message:
        perform(state.pointee.inbound.message())
        if input.isEmpty { return }
        perform(state.pointee.inbound.surplus())
      }
    }
  }

  /// The peer ended its side.
  final func end() {
    perform(state.pointee.inbound.end(isBetweenMessages: state.pointee.deframer.isBetweenMessages))
  }

  /// Most of what was written has left.
  final func drained() {
    resumeWriters()
  }

  /// The stream is gone.
  final func closed(_ end: HTTP2StreamEnd) {
    stream = nil
    conclude()
    if isRunning { task?.cancel() } else { recycle() }
  }

  /// The call's time is over.
  final func timerFired(_ id: TimerID) {
    timer = nil
    let isStuck = (stream?.queuedBytes ?? 0) > 0
    if isStuck {
      // The status would wait behind bytes that the peer does not take.
      stream?.reset(.cancel)
      conclude()
    } else {
      finish(Status(.deadlineExceeded, "the deadline of the call is over"))
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
  }

  /// The handler has returned, or threw, and its task is about to end.
  final func taskEnded() {
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
    guard let entry else { return }
    // Asked first: an error that nobody knows is logged, also when its caller is gone.
    let status = home.errors(error, in: entry.summary, metadata: state.pointee.metadata)
    if state.pointee.outbound.isClosed { return }
    finish(status)
  }

  // MARK: Inside

  private func admit(endStream: Bool) {
    guard let entry else { return }
    startClock(entry)
    do {
      try entry.admit(self)
    } catch {
      state.pointee.inbound.stop()
      fail(error)
      return
    }
    perform(state.pointee.inbound.headersComplete(endStream: endStream))
  }

  private func startClock(_ entry: any MethodEntry) {
    let now = home.loop.now
    let standard = now + home.limits.defaultDeadline
    if let timeout = state.pointee.head.timeout {
      let (sum, overflow) = now.nanoseconds.addingReportingOverflow(timeout)
      deadline = overflow ? .distantFuture : MonotonicTime(nanoseconds: sum)
    } else if entry.summary.kind == .unary {
      deadline = standard
    }
    // A call may last as long as its caller likes, but its request has to come in time.
    isRequestTimed = standard < deadline
    timer = home.loop.schedule(at: isRequestTimed ? standard : deadline, self)
  }

  private func perform(_ action: ServerInbound.Action) {
    switch action {
    case .wait, .ignore: return
    case .run: run()
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
    do {
      try entry.run(self, state.pointee.deframer.take())
    } catch {
      fail(error)
      handlerEnded()
    }
    // What the handler has now is counted as decoded messages are.
    releaseBuffer()
  }

  /// Answers a request that no handler sees.
  private func answer(_ status: Status, http: StaticString = "200", encodings: Bool = false) {
    guard let stream, let connection, state.pointee.outbound.isIdle else {
      finish(status)
      return
    }
    let limit = connection.headerListLimit
    stream.respondOnly(
      StatusFields.trailersOnly(status, http: http, encodings: encodings, limit: limit))
    conclude()
    task?.cancel()
  }

  /// Both halves are over: nothing is read, written or timed any more.
  func conclude() {
    state.pointee.inbound.stop()
    state.pointee.outbound.close()
    state.pointee.deframer.reset()
    releaseBuffer()
    stopClock()
    resumeWriters()
  }

  private func releaseBuffer() {
    guard reserved > 0 else { return }
    connection?.release(reserved)
    reserved = 0
  }

  private func stopClock() {
    if let timer { home.loop.cancel(timer) }
    timer = nil
  }

  private func resumeWriters() {
    guard !writers.isEmpty else { return }
    let waiting = writers
    writers.removeAll(keepingCapacity: true)
    for token in waiting { home.loop.complete(token, 0) }
  }

  private func recycle() {
    forget()
    home.giveBack(self)
  }
}
