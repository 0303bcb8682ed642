internal import LintasProtobuf
internal import LintasTransport

/// The inside of a channel: its connection, and the calls that wait for one.
///
/// `ChannelState` decides when a connection is made. Calls wait in order of arrival, while a
/// connection is being made and while the server's limit of concurrent streams is reached.
// Safety: confined to the thread of `loop`; other threads only pass references around and read
// the constants.
final class ChannelCore: @unchecked Sendable {
  /// Makes a connection and tells the link what came of it. Called on the loop.
  typealias Dial = @Sendable (EventLoop, ChannelLink) -> Void

  /// The loop that all of this runs on.
  let loop: EventLoop
  /// The limits, all of them.
  let configuration: ChannelConfiguration
  /// The limits of calls.
  let limits: RPCLimits
  /// Encodes the requests, one at a time.
  let encoder = Encoder()
  /// What requests say of the server.
  let origin: Origin
  private let dial: Dial

  private var state = ChannelState()
  private var link: ChannelLink?
  private(set) var connection: HTTP2Connection?
  private var failure: (any Error)?
  private var line: [ChannelWaiter] = []
  /// Bytes of requests that are kept so that they can be sent again.
  var replayedBytes = 0
  /// Spreads pauses.
  var random = SystemRandomNumberGenerator()

  /// A channel that has not been used yet.
  init(
    loop: EventLoop, origin: Origin, configuration: ChannelConfiguration, dial: @escaping Dial
  ) {
    self.loop = loop
    self.origin = origin
    limits = configuration.limits
    self.configuration = configuration
    self.dial = dial
  }

  /// A writer is suspended while more bytes than this wait for the server. A stream says that there
  /// is room when it falls below the transport's mark, so less would mean never.
  var requestHighWaterBytes: Int {
    max(limits.writeHighWaterBytes, configuration.transport.lowWaterMark)
  }

  // MARK: What calls ask for

  /// A connection that can open a stream now. Whoever gets one opens a stream at once, without
  /// waiting for anything, and then calls `passOn`.
  ///
  /// - Parameters:
  ///   - deadline: when the caller stops waiting.
  ///   - waits: whether it waits while the server cannot be reached.
  /// - Throws: UNAVAILABLE, DEADLINE_EXCEEDED or CANCELLED, with the transport's error as cause.
  nonisolated(nonsending) func connection(
    before deadline: MonotonicTime, waits: Bool
  ) async throws -> HTTP2Connection {
    var isCalled = false
    while true {
      let failures = state.failures
      var until = deadline
      switch state.demand(at: MonotonicTime.now, waits: waits) {
      case .use:
        if let connection, connection.nearsExhaustion {
          // Its stream identifiers run out: calls on it may end, this one and the next get another.
          connection.drain()
          leave()
          continue
        }
        if let connection, connection.canOpenStream, isCalled || line.isEmpty { return connection }
      case .connect:
        connect()
        if link == nil { continue }
      case .wait: break
      case .pause(let end): until = min(end, deadline)
      case .refuse: throw unreachable
      case .closed: throw Status(.cancelled, "the channel is closed")
      }
      isCalled = try await stand(until: until, deadline: deadline)
      if state.failures > failures && !waits { throw unreachable }
    }
  }

  /// A call has opened its stream: the next one may go, if there is room.
  func passOn() {
    guard let connection, connection.canOpenStream else { return }
    callNext()
  }

  /// Ends the channel: nothing new starts, the connection ends when its calls have ended.
  func close() {
    state.close()
    connection?.drain()
    connection = nil
    link = nil
    callAll()
  }

  // MARK: What links report

  /// A connection is there.
  func linkReady(_ link: ChannelLink, _ connection: HTTP2Connection) {
    guard link === self.link else {
      connection.drain()
      return
    }
    state.connected()
    self.connection = connection
    failure = nil
    callNext()
  }

  /// The server asked to leave the connection. Its calls go on; new ones get another.
  func linkDraining(_ link: ChannelLink) {
    guard link === self.link, connection != nil else { return }
    leave()
  }

  /// There is room for another call.
  func linkHasRoom(_ link: ChannelLink) {
    guard link === self.link else { return }
    callNext()
  }

  /// There is no connection, or no longer.
  func linkEnded(_ link: ChannelLink, _ error: any Error) {
    guard link === self.link else { return }
    failure = error
    if connection != nil {
      leave()
      return
    }
    self.link = nil
    state.failed { failures in
      MonotonicTime.now + configuration.backoff.pause(after: failures, using: &random)
    }
    callAll()
  }

  // MARK: Inside

  private func leave() {
    state.left()
    connection = nil
    link = nil
    callAll()
  }

  private func connect() {
    let link = ChannelLink(core: self)
    self.link = link
    dial(loop, link)
  }

  /// Waits in line.
  ///
  /// - Returns: whether the caller's turn has come; otherwise its pause is over.
  private nonisolated(nonsending) func stand(
    until: MonotonicTime, deadline: MonotonicTime
  ) async throws -> Bool {
    let waiter = ChannelWaiter()
    let reason = await loop.wait { token in
      waiter.token = token
      line.append(waiter)
      if until != .distantFuture { loop.schedule(token, at: until) }
    }
    line.removeAll { $0 === waiter }
    if reason == EventLoop.cancelled || (reason == EventLoop.timedOut && until == deadline) {
      // Whoever was called and cannot go passes the turn on.
      if waiter.isCalled { passOn() }
      if reason == EventLoop.cancelled { throw Status.callerCancelled }
      throw Status(
        .deadlineExceeded, "no connection came about before the deadline", details: [],
        cause: failure)
    }
    return waiter.isCalled
  }

  private func callNext() {
    if let waiter = line.first(where: { !$0.isCalled }) { call(waiter) }
  }

  private func callAll() {
    for waiter in line where !waiter.isCalled { call(waiter) }
  }

  private func call(_ waiter: ChannelWaiter) {
    waiter.isCalled = true
    if let token = waiter.token { loop.complete(token, 0) }
  }

  private var unreachable: Status {
    Status(.unavailable, "the server cannot be reached", details: [], cause: failure)
  }
}
