internal import LintasAnalyticsService
internal import LintasApplicantService
internal import LintasFeedbackService
internal import LintasIdentityService
internal import LintasInterfaces
package import LintasOffice
internal import LintasOfficerService
package import LintasRPC
internal import LintasStandard
internal import LintasStandardServices
internal import LintasTrainingService

/// The services of the office on one router, behind the Door, with the health that watchers see.
package struct OfficeServices: Sendable {
  /// All methods.
  package let router: Router<Caller>
  private let health: HealthBoard
  private let registry: Registry

  /// Wires the services to a registry.
  ///
  /// - Parameters:
  ///   - registry: what the office knows.
  ///   - policy: costs of secrets and lengths of sessions.
  ///   - standard: who may call the services of the ecosystem.
  ///   - report: gets errors that no caller could act on, to log them.
  package init(
    registry: Registry, policy: IdentityPolicy = IdentityPolicy(),
    standard: StandardAccess = StandardAccess(),
    report: @escaping @Sendable (UnexpectedError) -> Void
  ) {
    var router = Router(
      door: LintasDoor(registry: registry, standard: standard),
      status: RefusalStatus.status(of:_:), report: report)
    router.register(IdentityDesk(registry: registry, policy: policy))
    router.register(ApplicantDesk(registry: registry))
    router.register(OfficerDesk(registry: registry))
    router.register(TrainingDesk(registry: registry))
    router.register(FeedbackDesk(registry: registry))
    router.register(AnalyticsDesk(registry: registry))
    let health = HealthBoard()
    for service in Set(router.methods.map(\.service.description)) {
      health.set(.serving, for: service)
    }
    router.register(HealthDesk(health))
    if standard.channelz != .nobody { router.register(ChannelzDesk()) }
    if standard.reflection != .nobody { router.registerReflection() }
    self.router = router
    self.health = health
    self.registry = registry
  }

  /// Ends what would hold a drain for ever: watchers learn that the server closes, and call again
  /// elsewhere or later.
  package func endWatches() {
    health.shutDown()
    registry.endWatches()
  }
}
