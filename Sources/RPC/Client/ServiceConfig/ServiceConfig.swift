/// What a client does on its own with the calls of a service: deadlines, retries, hedging, and how
/// it spreads them over servers (gRFC A2, A6).
///
/// Usually whoever runs the service says so once, for all its clients. The same can be read from
/// JSON: see `init(json:)`.
public struct ServiceConfig: Sendable, Hashable {
  /// What holds for which methods. For a call, an entry that names its method goes before one that
  /// names its service, and that before one that names neither.
  public var methods: [MethodConfig]
  /// When a channel stops to send calls again, because its server fails too often; `nil` for never.
  public var retryThrottling: RetryThrottling?
  /// How calls are spread over the server's addresses.
  public var loadBalancing: LoadBalancing
  /// The service whose health a channel that spreads calls asks each address for
  /// (`grpc.health.v1.Health/Watch`); empty for the server as a whole, `nil` to ask nothing.
  public var healthCheckedService: String?

  /// A config; the defaults change nothing.
  public init(
    methods: [MethodConfig] = [], retryThrottling: RetryThrottling? = nil,
    loadBalancing: LoadBalancing = .pickFirst, healthCheckedService: String? = nil
  ) {
    self.methods = methods
    self.retryThrottling = retryThrottling
    self.loadBalancing = loadBalancing
    self.healthCheckedService = healthCheckedService
  }
}
