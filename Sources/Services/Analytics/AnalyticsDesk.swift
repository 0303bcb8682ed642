internal import LintasInterfaces
package import LintasOffice

/// What happens in the offices, in numbers: `lintas.v1.AnalyticsService`. One file a method.
package struct AnalyticsDesk: AnalyticsService {
  /// Who calls.
  package typealias Caller = LintasOffice.Caller

  let registry: Registry

  /// The desk of an office.
  package init(registry: Registry) {
    self.registry = registry
  }
}
