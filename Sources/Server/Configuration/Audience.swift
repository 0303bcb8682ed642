internal import LintasMessages
package import LintasOffice

/// Who may call a service of the ecosystem, whose contract says nothing of that.
package enum Audience: String, CaseIterable, Sendable {
  /// Everybody, without an account.
  case anybody
  /// Who is signed in as an administrator.
  case administrators
  /// Nobody: the server has no such service.
  case nobody

  /// The roles that may call.
  package var roles: RoleSet {
    switch self {
    case .anybody: RoleSet(.anybody)
    case .administrators: RoleSet(.administrator)
    case .nobody: []
    }
  }
}
