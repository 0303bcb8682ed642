internal import LintasInterfaces
package import LintasOffice

/// What citizens do from their phones: `lintas.v1.ApplicantService`. One file a method.
package struct ApplicantDesk: ApplicantService {
  /// Who calls.
  package typealias Caller = LintasOffice.Caller

  let registry: Registry

  /// The desk of an office.
  package init(registry: Registry) {
    self.registry = registry
  }
}
