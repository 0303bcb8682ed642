package import LintasCrypto
internal import LintasMessages

/// What the office demands of secrets and sessions. Configuration, no law.
package struct IdentityPolicy: Sendable {
  /// Cost of hashing a secret.
  package var scrypt = ScryptParameters.standard

  /// How long a citizen's session lasts.
  package var citizenSession = Duration.seconds(30 * 86_400)

  /// How long everybody else's session lasts: a working day.
  package var staffSession = Duration.seconds(8 * 3600)

  /// The policy with the house's values.
  package init() {}

  /// How long a session of somebody with these roles lasts.
  func session(_ roles: RoleSet) -> Duration {
    roles == RoleSet(.citizen) ? citizenSession : staffSession
  }
}
