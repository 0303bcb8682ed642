internal import LintasTransport

/// What a service config says of each method, found fast.
// Safety: `found` and the throttle are confined to the loop of the channel; all else is constant.
final class MethodPlans: @unchecked Sendable {
  private let byMethod: [String: MethodPlan]
  private let byService: [String: MethodPlan]
  private let standard: MethodPlan?
  /// Whether calls may be made more than once now; `nil` if always.
  let throttle: RetryThrottle?
  /// By the address of a method's path, which is a constant of the program.
  private var found: [UnsafePointer<UInt8>: MethodPlan?] = [:]

  /// The plans of a config; `nil` if it says nothing about calls.
  init?(_ config: ServiceConfig) {
    if config.methods.isEmpty { return nil }
    var byMethod: [String: MethodPlan] = [:]
    var byService: [String: MethodPlan] = [:]
    var standard: MethodPlan?
    for entry in config.methods {
      let plan = MethodPlan(entry)
      for name in entry.names {
        switch name {
        case .all: standard = plan
        case .service(let service): byService[service] = plan
        case .method(let service, let method): byMethod["/\(service)/\(method)"] = plan
        }
      }
    }
    self.byMethod = byMethod
    self.byService = byService
    self.standard = standard
    throttle = config.retryThrottling.map { RetryThrottle($0) }
  }

  /// The plan of a method; `nil` if there is nothing to it. On the loop.
  func plan(of method: MethodSummary) -> MethodPlan? {
    if byMethod.isEmpty && byService.isEmpty { return standard }
    if let plan = found[method.path.utf8Start] { return plan }
    let plan =
      byMethod["\(method.path)"] ?? byService["\(method.service)"] ?? standard
    found[method.path.utf8Start] = .some(plan)
    return plan
  }
}
