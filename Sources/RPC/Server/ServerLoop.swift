internal import LintasProtobuf
internal import LintasTransport
internal import Synchronization

/// What one event loop of a server holds: its connections, its encoder, its spare calls.
///
/// All of it is confined to the loop's thread.
// Safety: other threads only pass references around, read `loop` and `routing`, constants, and ask
// `methodUnderWay`, which looks at atomics and takes a lock.
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

  /// Time that handlers have after the grace to notice that they are cancelled.
  static let noticeTime = Duration.seconds(2)
  /// Time that clients have at the end whose handshake has begun, within the grace.
  private static let arrivalTime = Duration.seconds(2)

  /// Bytes of requests that wait for their rest, within the first windows of their streams.
  @exclusivity(unchecked) var firstBytes = 0
  /// The room beyond those, of all connections.
  @exclusivity(unchecked) var pool: CreditPool
  /// The connections that have a line of calls, in the order of their turns.
  @exclusivity(unchecked) var lines: [ServerConnection] = []
  /// Whether one of them waits for room of the loop.
  @exclusivity(unchecked) var isShort = false
  /// Calls of this loop.
  @exclusivity(unchecked) var calls = CallCounters()

  /// The method that an event of a stream has led to, by its number; -1 outside of one.
  private let entered = Atomic<Int>(-1)
  private let makeCall: (ServerLoop) -> ServerCall
  @exclusivity(unchecked) private var spare: [ServerCall] = []
  /// All calls of this loop, in use or spare: who runs is looked up here.
  private let roster = Mutex<[ObjectIdentifier: ServerCall]>([:])
  private var connections: [UInt64: ServerConnection] = [:]
  /// Connections whose SETTINGS have not come.
  var arriving = 0
  /// When the grace is over, once the end has begun.
  private var graceEnd: MonotonicTime?
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
    if let call = spare.popLast() { return call }
    let call = makeCall(self)
    roster.withLock { $0[ObjectIdentifier(call)] = call }
    return call
  }

  /// Takes back a call whose stream is closed and whose handler has ended.
  func giveBack(_ call: ServerCall) {
    if spare.count < limits.pooledCallsPerLoop {
      spare.append(call)
    } else {
      roster.withLock { $0[ObjectIdentifier(call)] = nil }
    }
  }

  /// An event of a stream leads to a method's door or handler.
  func enter(_ number: Int) {
    entered.store(number, ordering: .relaxed)
  }

  /// The event goes on without it.
  func leave() {
    entered.store(-1, ordering: .relaxed)
  }

  /// The method whose handler runs on the loop's thread now; `nil` if none does, or one that has
  /// started tasks of its own. From any thread; it may be over when it is told.
  func methodUnderWay() -> MethodSummary? {
    var number = entered.load(ordering: .relaxed)
    let task = loop.runningTask
    if number < 0, task != 0 {
      number = roster.withLock { calls in
        calls.values.lazy.compactMap { $0.mark.entry(of: task) }.first ?? -1
      }
    }
    return routing.entries.indices.contains(number) ? routing.entries[number].summary : nil
  }

  /// Whether connections are not wanted any more.
  var isEnding: Bool { graceEnd != nil }

  /// A connection is there.
  func add(_ connection: ServerConnection) {
    connections[connection.number] = connection
    if let graceEnd { connection.drain(grace: max(.zero, graceEnd - .now)) }
  }

  /// A connection is gone, with all its handlers.
  func remove(_ connection: ServerConnection) {
    connections[connection.number] = nil
    if connections.isEmpty, let whenEmpty {
      self.whenEmpty = nil
      loop.complete(whenEmpty, 0)
    }
  }

  /// The numbers of the connections, one page of them.
  func connections(from first: UInt64, limit: Int) -> NumberPage {
    var page = NumberPage(from: first, limit: limit)
    for number in connections.keys { page.offer(number) }
    return page
  }

  /// A connection that lives; nil if there is none with this number.
  func connection(_ number: UInt64) -> HTTP2Connection? { connections[number]?.connection }

  /// Lets every connection end: GOAWAY, running calls finish, nothing new starts.
  ///
  /// - Parameter grace: time for the calls to end; then the connection is broken off.
  private func drain(grace: Duration) {
    graceEnd = MonotonicTime.now + grace
    for connection in connections.values { connection.drain(grace: grace) }
  }

  /// Drains the loop, and breaks off what is left after the grace.
  ///
  /// - Returns: whether no connection is left and no handler runs.
  func end(grace: Duration) async -> Bool {
    await loop.run {
      let deadline = MonotonicTime.now + grace + ServerLoop.noticeTime
      drain(grace: grace)
      await awaitArrivals(before: MonotonicTime.now + min(grace, ServerLoop.arrivalTime))
      // The transport itself ends a connection whose grace is over; handlers are cancelled then.
      let isEmpty = await empty(before: deadline)
      spare.removeAll()
      if isEmpty { roster.withLock { $0.removeAll() } }
      return isEmpty
    }
  }

  /// Waits for clients that were accepted and are not heard yet. A client's first calls come with
  /// the last bytes of its handshake: cut off then, it could not know that nobody has seen them.
  private nonisolated(nonsending) func awaitArrivals(before deadline: MonotonicTime) async {
    while loop.handshakes + arriving > 0, MonotonicTime.now < deadline {
      await loop.sleep(until: .now + .milliseconds(5))
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
