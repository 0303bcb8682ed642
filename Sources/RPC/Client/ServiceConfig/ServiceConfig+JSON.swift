internal import LintasProtobuf
internal import LintasStandard

extension ServiceConfig {
  /// Reads a service config in gRPC's JSON form (`grpc.service_config.ServiceConfig`): of its
  /// members `methodConfig` (with `name`, `timeout`, `waitForReady`, `retryPolicy`,
  /// `hedgingPolicy`), `retryThrottling`, `loadBalancingConfig` and `healthCheckConfig`. Others are
  /// passed over.
  ///
  /// - Throws: INVALID_ARGUMENT with what is wrong, and where.
  public init(json: String) throws(Status) {
    let root: GoogleStruct
    do {
      root = try GoogleStruct(json: json)
    } catch {
      throw Status(.invalidArgument, "the service config is no JSON: \(error)")
    }
    let config = ConfigObject(root, path: "")
    self.init(
      methods: try config.objects("methodConfig").map(MethodConfig.init),
      retryThrottling: try config.object("retryThrottling").map(RetryThrottling.init),
      loadBalancing: try LoadBalancing(config.objects("loadBalancingConfig")),
      healthCheckedService: try config.object("healthCheckConfig").map {
        object throws(Status) in try object.string("serviceName") ?? ""
      })
    var seen: Set<MethodName> = []
    for name in methods.flatMap(\.names) where !seen.insert(name).inserted {
      throw Status(.invalidArgument, "the service config names \(name) twice")
    }
  }
}

extension MethodConfig {
  fileprivate init(_ object: ConfigObject) throws(Status) {
    let retry = try object.object("retryPolicy").map(RetryPolicy.init)
    let hedging = try object.object("hedgingPolicy").map(HedgingPolicy.init)
    if retry != nil && hedging != nil {
      throw object.fault("hedgingPolicy", "a method has either this or a retryPolicy")
    }
    self.init(
      try object.objects("name").map(MethodName.init),
      timeout: try object.duration("timeout"),
      waitsForReady: try object.bool("waitForReady"),
      policy: retry.map { .retry($0) } ?? hedging.map { .hedging($0) })
  }
}

extension MethodName {
  fileprivate init(_ object: ConfigObject) throws(Status) {
    let service = try object.string("service") ?? ""
    let method = try object.string("method") ?? ""
    switch (service.isEmpty, method.isEmpty) {
    case (true, true): self = .all
    case (false, true): self = .service(service)
    case (false, false): self = .method(service, method)
    case (true, false): throw object.fault("method", "a method without its service")
    }
  }
}

extension RetryPolicy {
  fileprivate init(_ object: ConfigObject) throws(Status) {
    let multiplier = try object.number("backoffMultiplier") ?? 0
    guard multiplier > 0 else { throw object.fault("backoffMultiplier", "not greater than 0") }
    let codes = try object.codes("retryableStatusCodes")
    guard !codes.isEmpty else { throw object.fault("retryableStatusCodes", "no codes") }
    self.init(
      maxAttempts: try object.attempts(),
      initialBackoff: try object.pause("initialBackoff"),
      maxBackoff: try object.pause("maxBackoff"), backoffMultiplier: multiplier,
      retryableStatusCodes: codes)
  }
}

extension HedgingPolicy {
  fileprivate init(_ object: ConfigObject) throws(Status) {
    let delay = try object.duration("hedgingDelay") ?? .zero
    guard delay >= .zero else { throw object.fault("hedgingDelay", "negative") }
    self.init(
      maxAttempts: try object.attempts(), hedgingDelay: delay,
      nonFatalStatusCodes: try object.codes("nonFatalStatusCodes"))
  }
}

extension RetryThrottling {
  fileprivate init(_ object: ConfigObject) throws(Status) {
    guard let tokens = try object.whole("maxTokens"), (1...1000).contains(tokens) else {
      throw object.fault("maxTokens", "not from 1 to 1000")
    }
    guard let ratio = try object.number("tokenRatio"), ratio >= 0.001, ratio <= 1000 else {
      throw object.fault("tokenRatio", "not from 0.001 to 1000")
    }
    self.init(maxTokens: tokens, tokenRatio: ratio)
  }
}

extension LoadBalancing {
  /// The first policy of the list that is known; the default for an empty list.
  fileprivate init(_ policies: [ConfigObject]) throws(Status) {
    for policy in policies {
      switch policy.onlyKey {
      case "pick_first":
        self = .pickFirst
        return
      case "round_robin":
        self = .roundRobin
        return
      default: continue
      }
    }
    if let first = policies.first { throw first.fault("", "no policy of the list is known") }
    self = .pickFirst
  }
}

extension ConfigObject {
  fileprivate func attempts() throws(Status) -> Int {
    guard let attempts = try whole("maxAttempts"), attempts > 1 else {
      throw fault("maxAttempts", "not greater than 1")
    }
    return attempts
  }

  fileprivate func pause(_ key: String) throws(Status) -> Duration {
    guard let pause = try duration(key), pause > .zero else {
      throw fault(key, "not greater than 0")
    }
    return pause
  }
}
