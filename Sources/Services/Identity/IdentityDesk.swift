internal import LintasInterfaces
package import LintasOffice

/// Accounts and sessions: `lintas.v1.IdentityService`. One file a method.
package struct IdentityDesk: IdentityService {
  /// Who calls.
  package typealias Caller = LintasOffice.Caller

  let registry: Registry
  let policy: IdentityPolicy
  let secrets: SecretCheck

  /// The desk of an office.
  package init(registry: Registry, policy: IdentityPolicy) {
    self.registry = registry
    self.policy = policy
    secrets = SecretCheck(policy)
  }
}
