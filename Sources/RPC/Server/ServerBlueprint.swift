internal import LintasTransport

/// What all loops of a server are made from: its router, with the type of the caller erased.
struct ServerBlueprint: Sendable {
  /// The methods.
  let routing: RoutingTable
  /// What serves all other methods; `nil` if nothing does.
  let unknown: (any MethodEntry)?
  /// How errors become statuses.
  let errors: ErrorMapping
  /// The limits of this layer.
  let limits: RPCLimits
  /// How much peers may send.
  let plan: CreditPlan
  /// How responses are compressed.
  let compression: Compression
  /// Where methods of execution `pool` run.
  let workers: WorkerPool?
  /// Makes a call that has a place for the router's type of caller.
  let makeCall: @Sendable (ServerLoop) -> ServerCall

  /// The blueprint of a server with this router.
  init<Caller>(
    router: Router<Caller>, configuration: ServerConfiguration, workers: WorkerPool?
  ) {
    precondition(
      workers != nil || !router.methods.contains { $0.policy.execution == .pool },
      "a method runs on the worker pool and the server has none")
    routing = RoutingTable(router.entries)
    unknown = router.unknownEntry
    errors = router.errors
    limits = configuration.limits
    plan = CreditPlan(limits, configuration.transport)
    compression = configuration.compression
    self.workers = workers
    makeCall = { RoutedCall<Caller>($0) }
  }
}
