internal import LintasProtobuf
internal import LintasTransport
internal import Synchronization

/// One call as its caller sees it: the request, the attempts to make it, and the answer of the
/// one attempt that counts.
///
/// The messages of the request are kept until the call is committed to an attempt: the head of its
/// response has come, or what is kept takes too much memory. Until then an attempt that failed in a
/// way that allows it is followed by another, or several run at once, and each is sent what was
/// kept. Nothing of a response is seen before the call is committed, so the caller notices no
/// attempt that came to nothing.
///
/// The call is sent when its first message is written or its answer is asked for.
// Safety: confined to the thread of `loop`; other threads only pass references around.
final class RetriableCall<Response: Message>: ClientCallOwner, LoopTimer, @unchecked Sendable {
  /// The loop of the channel.
  let loop: EventLoop
  let core: ChannelCore
  let method: MethodSummary
  var options: CallOptions
  let plans: MethodPlans?
  /// When the call has to be over.
  var deadline: MonotonicTime

  // The interceptors.
  /// Those who have not been asked yet.
  var interceptors: ClientInterceptors?
  /// Callers that wait until they have been; `nil` if nobody asks.
  var askers: [WaitToken]?
  /// Those who watch.
  var observers: ClientObservers?

  // The request.
  /// Whether messages may be left for the loop to send: nobody has to see them, nothing is wrong
  /// with the call, and they are not compressed. Read from any thread; a writer that reads it late
  /// is told on the loop.
  let takesPosts: Atomic<Bool>
  /// All of a request that is one message, until the call is committed.
  var request: (any Message)?
  private var replay = ReplayBuffer()
  private var isHalfClosed = false
  private var writers: [WaitToken] = []
  /// Called once, when there is room for more of the request.
  var whenRoom: (() -> Void)?

  // The attempts.
  /// Whether the call was sent for the first time, or is about to be.
  var isSent = false
  /// Attempts that wait for a connection, or for their time.
  var launches: [Int: Task<Void, Never>] = [:]
  /// How many attempts were launched.
  var launched = 0
  /// Attempts that run, until one of them is chosen.
  var attempts: [ClientCall] = []
  /// The attempt that counts, once there is one.
  private(set) var chosen: ClientCall?
  var course = AttemptCourse.single
  /// When the next attempt of a hedged call is made.
  var hedgeTimer: TimerID?

  // The answer.
  private var readers: [WaitToken] = []
  /// How the call ended; `nil` while it runs.
  private(set) var ending: Status?

  /// A call that is not sent yet.
  ///
  /// - Parameters:
  ///   - plans: what the service config says of methods.
  ///   - interceptors: who is asked before the call is sent.
  ///   - request: the whole request, if it is one message.
  init(
    core: ChannelCore, method: MethodSummary, options: CallOptions, plans: MethodPlans?,
    interceptors: ClientInterceptors?, deadline: MonotonicTime, request: (any Message)? = nil
  ) {
    self.core = core
    self.method = method
    self.options = options
    self.plans = plans
    self.interceptors = interceptors
    self.deadline = deadline
    self.request = request
    isHalfClosed = request != nil
    let compression = options.compression ?? core.configuration.compression
    takesPosts = Atomic(request == nil && interceptors == nil && compression == .identity)
    loop = core.loop
  }

  // MARK: The request

  /// Sends a message, and waits until there is room for the next one.
  ///
  /// - Parameter compresses: whether it is compressed if the messages of this call are.
  /// - Returns: whether the server still takes messages.
  nonisolated(nonsending) func write(
    _ message: some Message, compresses: Bool
  ) async throws -> Bool {
    if Task.isCancelled { giveUp(Status.callerCancelled) }
    if mustBegin { try await begin() }
    guard try mayWrite() else { return false }
    guard !isHalfClosed else { throw Status(.internalError, "the request has ended already") }
    if observers == nil {
      send(message, compresses: compresses)
    } else {
      send(try observed(message), compresses: compresses)
    }
    while isFull {
      let reason = await loop.wait { writers.append($0) }
      if reason == EventLoop.cancelled {
        giveUp(Status.callerCancelled)
        throw Status.callerCancelled
      }
    }
    return try mayWrite()
  }

  /// Sends messages in their frames, whether or not there is room.
  func write(framed frames: UnsafeRawBufferPointer) {
    if ending == nil && !isHalfClosed { send(frames) }
  }

  private func send(_ message: some Message, compresses: Bool) {
    send(core.frame(message, with: compresses ? compression : .identity))
  }

  private func send(_ frame: UnsafeRawBufferPointer) {
    if let chosen {
      chosen.write(frame)
      return
    }
    replay.append(frame)
    core.replayedBytes += frame.count
    for attempt in attempts { attempt.write(frame) }
    commitIfTooLarge()
    launchFirst()
  }

  /// Sends an attempt what there is of the request.
  func resend(to call: ClientCall) {
    if let request {
      call.write(core.frame(request, with: compression))
    } else if !replay.bytes.isEmpty {
      replay.bytes.withUnsafeBytes { call.write($0) }
    }
    if isHalfClosed { call.halfClose() }
  }

  private var compression: Compression {
    options.compression ?? core.configuration.compression
  }

  /// Ends the request.
  nonisolated(nonsending) func halfClose() async throws {
    if mustBegin { try await begin() }
    guard ending == nil else { return }
    guard !isHalfClosed else { throw Status(.internalError, "the request has ended already") }
    isHalfClosed = true
    takesPosts.store(false, ordering: .relaxed)
    if let chosen { chosen.halfClose() }
    for attempt in attempts { attempt.halfClose() }
    launchFirst()
  }

  /// - Returns: false after an end in good order.
  private func mayWrite() throws -> Bool {
    guard let ending else { return true }
    if ending.code == .ok { return false }
    throw ending
  }

  /// Whether so much waits for the server that the writer has to.
  var isFull: Bool {
    guard ending == nil else { return false }
    let waiting = chosen?.queuedBytes ?? attempts.map(\.queuedBytes).min() ?? replay.bytes.count
    return waiting > core.requestHighWaterBytes
  }

  // MARK: The answer

  /// The next message, or `nil` after the last one of a call that went well.
  ///
  /// - Throws: the call's status if it did not go well.
  nonisolated(nonsending) func next() async throws -> Response? {
    if mustBegin { try await begin() }
    launchFirst()
    while true {
      // A task that always finds a message never waits, and would never notice otherwise.
      if Task.isCancelled { giveUp(Status.callerCancelled) }
      if let message = try taken({ call -> Response? in try call.pop() }) {
        return observers == nil ? message : try observed(answer: message)
      }
      guard try await goesOn() else { return nil }
    }
  }

  /// All messages that are there, at least one; none after the last one of a call that went well.
  ///
  /// - Throws: the call's status if it did not go well.
  nonisolated(nonsending) func batch() async throws -> [Response] {
    // Observers see each message when the caller does.
    if mustBegin || observers != nil { return try await next().map { [$0] } ?? [] }
    launchFirst()
    while true {
      if Task.isCancelled { giveUp(Status.callerCancelled) }
      let messages = try taken { call -> [Response] in try call.popAll() }
      if let messages, !messages.isEmpty { return messages }
      guard try await goesOn() else { return [] }
    }
  }

  /// The metadata of the head.
  ///
  /// - Throws: the call's status if it ended without a head.
  nonisolated(nonsending) func metadata() async throws -> Metadata {
    if mustBegin { try await begin() }
    launchFirst()
    while true {
      if let chosen, chosen.isOpened { return chosen.metadata ?? Metadata() }
      if let ending, ending.code == .ok { return Metadata() }
      _ = try await goesOn()
    }
  }

  /// The one answer of a call that is answered once.
  nonisolated(nonsending) func unaryResponse() async throws -> UnaryResponse<Response> {
    if mustBegin { try await begin() }
    launchFirst()
    // Observers are told of the end after the message.
    while ending == nil { _ = try await goesOn() }
    let response = try taken { call -> UnaryResponse<Response> in try call.unaryResponse() }
    guard let response else {
      _ = try await goesOn()
      throw Status(.internalError, "the call was not sent")
    }
    guard observers != nil else { return response }
    let message = try observed(answer: response.message)
    observers?.end(Status(.ok, "", details: [], metadata: response.trailers))
    return UnaryResponse(
      message: message, metadata: response.metadata, trailers: response.trailers,
      isCompressed: response.isCompressed)
  }

  /// What `take` takes of the attempt that counts.
  private func taken<Taken>(
    _ take: (ClientCall) throws -> Taken?
  ) throws -> Taken? {
    guard let chosen else { return nil }
    do {
      return try take(chosen)
    } catch {
      // It may have ended well before its last message was found not to be readable.
      if let ending = chosen.ending { fail(ending) }
      throw error
    }
  }

  /// Waits for a change, unless the call has ended.
  ///
  /// - Returns: whether it goes on; false after an end in good order.
  private nonisolated(nonsending) func goesOn() async throws -> Bool {
    if let ending {
      observers?.end(ending)
      if ending.code == .ok { return false }
      throw ending
    }
    if let chosen {
      try await chosen.change()
      return true
    }
    let reason = await loop.wait { readers.append($0) }
    if reason == EventLoop.cancelled {
      giveUp(Status.callerCancelled)
      throw Status.callerCancelled
    }
    return true
  }

  // MARK: The end

  /// Gives the call up from this side; messages that were not taken are dropped.
  func giveUp(_ status: Status) {
    if let ending {
      observers?.end(ending)
      return
    }
    conclude(status)
    chosen?.giveUp(status)
    observers?.end(status)
  }

  /// The call ends so, whatever the server says, or said.
  func fail(_ status: Status) {
    observers?.end(status)
    giveUp(status)
    ending = status
  }

  /// The call is over.
  func conclude(_ status: Status) {
    guard ending == nil else { return }
    ending = status
    takesPosts.store(false, ordering: .relaxed)
    whenRoom = nil
    abandonOthers(than: chosen)
    letGo()
    wake(&writers)
    wake(&readers)
  }

  /// From now on this attempt is the call.
  func choose(_ call: ClientCall) {
    guard chosen == nil else { return }
    chosen = call
    abandonOthers(than: call)
    letGo()
    wake(&readers)
  }

  /// There is room for more of the request.
  func wakeWriters() {
    wake(&writers)
    guard let told = whenRoom else { return }
    whenRoom = nil
    told()
  }

  /// Commits the call to the first attempt if what is kept of the request is more than one call, or
  /// all of them, may keep.
  func commitIfTooLarge() {
    let configuration = core.configuration
    guard
      replay.bytes.count > configuration.replayedBytesPerCall
        || core.replayedBytes > configuration.replayedBytesPerChannel
    else { return }
    if let first = attempts.first { choose(first) }
  }

  private func abandonOthers(than call: ClientCall?) {
    for launch in launches.values { launch.cancel() }
    launches.removeAll()
    if let hedgeTimer { loop.cancel(hedgeTimer) }
    hedgeTimer = nil
    let others = attempts
    attempts.removeAll()
    for other in others where other !== call {
      other.owner = nil
      other.giveUp(Status(.cancelled, "the call is over without this attempt"))
    }
  }

  private func letGo() {
    core.replayedBytes -= replay.bytes.count
    replay.letGo()
    request = nil
  }

  func wake(_ tokens: inout [WaitToken]) {
    let woken = tokens
    tokens.removeAll()
    for token in woken { loop.complete(token, 0) }
  }

  /// It is time for the next attempt of a hedged call.
  func timerFired(_ id: TimerID) {
    hedgeTimer = nil
    hedge()
  }
}
