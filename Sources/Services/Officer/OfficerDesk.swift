internal import LintasInterfaces
package import LintasOffice

/// What officers do at their desks: `lintas.v1.OfficerService`. One file a method.
package struct OfficerDesk: OfficerService {
  /// Who calls.
  package typealias Caller = LintasOffice.Caller

  let registry: Registry

  /// The desk of an office.
  package init(registry: Registry) {
    self.registry = registry
  }
}
