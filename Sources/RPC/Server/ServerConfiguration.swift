public import LintasTransport

/// The threads of a server and its limits.
public struct ServerConfiguration: Sendable {
  /// Event loops, each a thread that owns its connections.
  public var loops = 1
  /// Threads for methods of execution `pool`; 0 if there are none.
  public var workers = 0
  /// Calls that may wait for those threads or run on them; more are refused.
  public var workerCalls = 256
  /// How responses are compressed for clients that take it. Off: a call may ask for it
  /// (`CallContext.compressResponse`). Where a secret stands beside what a stranger chose, the size
  /// of what is compressed tells the secret.
  public var compression = Compression.identity
  /// The limits of calls.
  public var limits = RPCLimits()
  /// The limits of connections.
  public var transport = TransportLimits()
  /// Told when a handler holds a loop up, and when it lets go; on a thread of its own. Nobody
  /// watches if nobody is told.
  public var onBlockedLoop: (@Sendable (BlockedLoop) -> Void)?
  /// How long one turn of a loop may take before it counts as held up.
  public var loopPatience = Duration.seconds(1)

  /// One loop, no workers, the default limits.
  public init() {}

  /// Why no server can work with these limits, in a sentence; `nil` if one can. What peers may send
  /// has to fit into what may be buffered.
  public var contradiction: String? { CreditPlan.contradiction(limits, transport) }

  /// The worker pool, if there is to be one.
  func startWorkers() throws(TransportError) -> WorkerPool? {
    guard workers > 0 else { return nil }
    return try WorkerPool.start(name: "lintas-worker", threads: workers, capacity: workerCalls)
  }
}
