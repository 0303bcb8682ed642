internal import LintasProtobuf
internal import LintasTransport

/// What one event loop of a server holds: its connections, its encoder, its spare calls.
///
/// All of it is confined to the loop's thread.
// Safety: other threads only pass references around and read `loop`, a constant.
final class ServerLoop: @unchecked Sendable {
  /// The loop.
  let loop: EventLoop
  /// The methods.
  let routing: RoutingTable
  /// What serves all other methods; `nil` if nothing does.
  let unknown: (any MethodEntry)?
  /// How errors become statuses.
  let errors: ErrorMapping
  /// The limits of this layer.
  let limits: RPCLimits
  /// How much its peers may send.
  let plan: CreditPlan
  /// Where methods of execution `pool` run; `nil` if the server has none.
  let workers: WorkerPool?
  /// `RPCLimits.defaultDeadline`, in nanoseconds.
  let defaultTime: UInt64
  /// How responses are compressed for clients that take it.
  let compression: Compression
  /// Encodes the responses of this loop, one at a time.
  let encoder = Encoder()
  /// Compresses and decompresses the messages of this loop, one at a time.
  let gzip = GzipCodec()
  /// HEADERS of a response that a body follows.
  let head: HeaderList
  /// Trailers of a call that went well.
  let okTrailers: HeaderList
  /// The one block of a call that went well and had nothing to say.
  let okTrailersOnly: HeaderList

  /// Bytes of requests that wait for their rest, within the first windows of their streams.
  @exclusivity(unchecked) var firstBytes = 0
  /// The room beyond those, of all connections.
  @exclusivity(unchecked) var pool: CreditPool
  /// The connections that have a line of calls, in the order of their turns.
  @exclusivity(unchecked) var lines: [ServerConnection] = []
  /// Whether one of them waits for room of the loop.
  @exclusivity(unchecked) var isShort = false

  private let makeCall: (ServerLoop) -> ServerCall
  @exclusivity(unchecked) private var spare: [ServerCall] = []
  private var connections: [ObjectIdentifier: ServerConnection] = [:]
  private var grace: Duration?
  private var whenEmpty: WaitToken?

  /// The state of one loop, before its first connection.
  init(loop: EventLoop, blueprint: ServerBlueprint) {
    self.loop = loop
    routing = blueprint.routing
    unknown = blueprint.unknown
    errors = blueprint.errors
    limits = blueprint.limits
    plan = blueprint.plan
    pool = CreditPool(capacity: plan.perLoop, reserve: plan.reserve)
    defaultTime = MonotonicTime.span(blueprint.limits.defaultDeadline)
    compression = blueprint.compression
    workers = blueprint.workers
    makeCall = blueprint.makeCall
    head = StatusFields.head()
    okTrailers = StatusFields.okTrailers()
    okTrailersOnly = StatusFields.trailersOnly(Status(.ok), limit: limits.sentHeaderListBytes)
  }

  /// A call for a stream that the peer has opened.
  func takeCall() -> ServerCall {
    spare.popLast() ?? makeCall(self)
  }

  /// Takes back a call whose stream is closed and whose handler has ended.
  func giveBack(_ call: ServerCall) {
    if spare.count < limits.pooledCallsPerLoop { spare.append(call) }
  }

  /// Whether connections are not wanted any more.
  var isEnding: Bool { grace != nil }

  /// A connection is there.
  func add(_ connection: ServerConnection) {
    connections[ObjectIdentifier(connection)] = connection
    if let grace { connection.drain(grace: grace) }
  }

  /// A connection is gone, with all its handlers.
  func remove(_ connection: ServerConnection) {
    connections[ObjectIdentifier(connection)] = nil
    if connections.isEmpty, let whenEmpty {
      self.whenEmpty = nil
      loop.complete(whenEmpty, 0)
    }
  }

  /// Lets every connection end: GOAWAY, running calls finish, nothing new starts.
  ///
  /// - Parameter grace: time for the calls to end; then the connection is broken off.
  private func drain(grace: Duration) {
    self.grace = grace
    for connection in connections.values { connection.drain(grace: grace) }
  }

  /// Drains the loop, and breaks off what is left after the grace.
  ///
  /// - Returns: whether no connection is left and no handler runs.
  func end(grace: Duration) async -> Bool {
    await loop.run {
      drain(grace: grace)
      // The transport itself ends a connection whose grace is over; handlers are cancelled then.
      let isEmpty = await empty(before: MonotonicTime.now + grace + .seconds(5))
      spare.removeAll()
      return isEmpty
    }
  }

  private nonisolated(nonsending) func empty(before deadline: MonotonicTime) async -> Bool {
    while !connections.isEmpty {
      let reason = await loop.wait { token in
        whenEmpty = token
        loop.schedule(token, at: deadline)
      }
      whenEmpty = nil
      if reason == EventLoop.timedOut { break }
    }
    return connections.isEmpty
  }
}
