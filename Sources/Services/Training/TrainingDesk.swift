internal import LintasInterfaces
package import LintasOffice

/// Where officers learn: `lintas.v1.TrainingService`. One file a method.
package struct TrainingDesk: TrainingService {
  /// Who calls.
  package typealias Caller = LintasOffice.Caller

  let registry: Registry

  /// The desk of an office.
  package init(registry: Registry) {
    self.registry = registry
  }
}
