internal import LintasProtobuf
internal import LintasTransport

/// The inside of a channel: its connections, and the calls that wait for one.
///
/// A `Balancer` decides which connections are made and on which a call goes. Calls wait in order of
/// arrival, while a connection is being made and while the server's limit of concurrent streams is
/// reached.
// Safety: confined to the thread of `loop`; other threads only pass references around and read
// the constants.
final class ChannelCore: @unchecked Sendable {
  /// The loop that all of this runs on.
  let loop: EventLoop
  /// The limits, all of them.
  let configuration: ChannelConfiguration
  /// The limits of calls.
  let limits: RPCLimits
  /// Encodes the requests, one at a time.
  let encoder = Encoder()
  /// Compresses and decompresses messages, one at a time.
  let gzip = GzipCodec()
  /// What requests say of the server.
  let origin: Origin
  /// The number in this process.
  let number = ConnectionNumber.next()
  /// When the channel was made.
  let created = MonotonicTime.now
  /// Its calls; of one that is tried again, each attempt.
  @exclusivity(unchecked) var calls = CallCounters()

  /// `nil` when the channel is closed.
  private var balancer: (any Balancer)?
  private var keepalive: Keepalive?
  /// The calls that wait; also read by tests.
  private(set) var line = ChannelLine()
  /// Bytes of requests that are kept so that they can be sent again.
  var replayedBytes = 0
  /// Spreads pauses.
  var random = SystemRandomNumberGenerator()

  /// A channel that has not been used yet.
  init(loop: EventLoop, origin: Origin, configuration: ChannelConfiguration, route: Route) {
    self.loop = loop
    self.origin = origin
    limits = configuration.limits
    self.configuration = configuration
    keepalive = configuration.keepalive
    let service = configuration.service
    balancer =
      switch service.loadBalancing {
      case .pickFirst: PickFirst(self, route: route)
      case .roundRobin: RoundRobin(self, route: route, checking: service.healthCheckedService)
      }
  }

  /// A writer is suspended while more bytes than this wait for the server. A stream says that there
  /// is room when it falls below the transport's mark, so less would mean never.
  var requestHighWaterBytes: Int {
    max(limits.writeHighWaterBytes, configuration.transport.lowWaterMark)
  }

  /// The limits of the next connection.
  var transportLimits: TransportLimits {
    var limits = configuration.transport
    limits.keepaliveInterval = keepalive?.interval
    if let keepalive {
      limits.keepaliveTimeout = keepalive.timeout
      limits.keepaliveWithoutStreams = keepalive.withoutCalls
    }
    return limits
  }

  /// The server was asked too often whether it is there: from now on half as often, down to once
  /// a day, below which it would make no difference.
  func askLessOften() {
    guard let interval = keepalive?.interval, interval < .seconds(24 * 60 * 60) else { return }
    keepalive?.interval = interval * 2
  }

  /// The connections that calls are sent on.
  var connections: [HTTP2Connection] { balancer?.connections ?? [] }

  /// The subchannels, in no order.
  var subchannels: [Subchannel] { balancer?.subchannels ?? [] }

  /// Whether the channel is closed.
  var isClosed: Bool { balancer == nil }

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
    do {
      while true {
        guard let balancer else { throw Status(.cancelled, "the channel is closed") }
        // The server could only say the same.
        guard deadline > loop.now else { throw overdue }
        let failures = balancer.failures
        var until = deadline
        switch balancer.pick(waits: waits) {
        case .use(let connection) where isCalled || line.isEmpty: return connection
        case .use, .wait: break
        case .pause(let end): until = min(end, deadline)
        case .refuse: throw unreachable(balancer)
        }
        isCalled = try await stand(until: until, deadline: deadline)
        if balancer.failures > failures && !waits { throw unreachable(balancer) }
      }
    } catch {
      // Whoever was called and does not go passes the turn on, or all others wait for ever.
      if isCalled { passOn() }
      // It has no stream that would be counted.
      calls.start(at: loop.now)
      calls.end(well: false)
      throw error
    }
  }

  /// A call has opened its stream: the next one may go, if there is room.
  func passOn() {
    if line.isEmpty { return }
    if let balancer, balancer.hasRoom { callNext() }
  }

  /// Ends the channel: nothing new starts, the connections end when their calls have ended.
  func close() {
    balancer?.close()
    balancer = nil
    callAll()
  }

  // MARK: The line

  /// Calls the first in line.
  func callNext() {
    if let waiter = line.callFirst() { wake(waiter) }
  }

  /// Calls everybody in line.
  func callAll() {
    for waiter in line.callAll() { wake(waiter) }
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
      line.join(waiter)
      if until != .distantFuture { loop.schedule(token, at: until) }
    }
    // Without a token it was cancelled before it stood there.
    if waiter.token != nil { line.leave(waiter) }
    if reason == EventLoop.cancelled || (reason == EventLoop.timedOut && until == deadline) {
      // Whoever was called and cannot go passes the turn on.
      if waiter.isCalled { passOn() }
      if reason == EventLoop.cancelled { throw Status.callerCancelled }
      throw overdue
    }
    return waiter.isCalled
  }

  private func wake(_ waiter: ChannelWaiter) {
    if let token = waiter.token { loop.complete(token, 0) }
  }

  /// The status of a call whose time was over before it could be sent.
  private var overdue: Status {
    Status(
      .deadlineExceeded, "the deadline was over before the call could be sent", details: [],
      cause: balancer?.failure)
  }

  private func unreachable(_ balancer: any Balancer) -> Status {
    Status(.unavailable, "the server cannot be reached", details: [], cause: balancer.failure)
  }
}
