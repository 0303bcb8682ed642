internal import LintasInterfaces
package import LintasOffice

/// What the public says back: `lintas.v1.FeedbackService`. One file a method.
package struct FeedbackDesk: FeedbackService {
  /// Who calls.
  package typealias Caller = LintasOffice.Caller

  let registry: Registry

  /// The desk of an office.
  package init(registry: Registry) {
    self.registry = registry
  }
}
