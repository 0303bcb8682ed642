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
  private var line: [ChannelWaiter] = []
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

  /// The server was asked too often whether it is there.
  func askLessOften() {
    keepalive?.interval *= 2
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
    if let waiter = line.first(where: { !$0.isCalled }) { call(waiter) }
  }

  /// Calls everybody in line.
  func callAll() {
    for waiter in line where !waiter.isCalled { call(waiter) }
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
        cause: balancer?.failure)
    }
    return waiter.isCalled
  }

  private func call(_ waiter: ChannelWaiter) {
    waiter.isCalled = true
    if let token = waiter.token { loop.complete(token, 0) }
  }

  private func unreachable(_ balancer: any Balancer) -> Status {
    Status(.unavailable, "the server cannot be reached", details: [], cause: balancer.failure)
  }
}
