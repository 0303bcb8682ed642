package import LintasMessages

/// Who makes a call, and the facts of the call that the office acts on. Made by whoever lets calls
/// in.
package struct Caller: Sendable {
  /// Account of the caller; empty without a session.
  package let accountID: String

  /// What the caller may act as. Everybody is ROLE_ANYBODY.
  package let roles: RoleSet

  /// Office of an officer; empty otherwise.
  package let officeCode: String

  /// When the session ends; nil without a session.
  package let sessionEnds: Moment?

  /// The key that marks a change; nil if the call carries none.
  package let idempotencyKey: IdempotencyKey?

  /// The language of texts for the caller.
  package let language: Language

  /// Whether it is the server's own console.
  let isConsole: Bool

  /// A caller.
  package init(
    accountID: String, roles: RoleSet, officeCode: String = "", sessionEnds: Moment? = nil,
    idempotencyKey: IdempotencyKey? = nil, language: Language = .indonesian
  ) {
    self.init(
      accountID: accountID, roles: roles, officeCode: officeCode, sessionEnds: sessionEnds,
      idempotencyKey: idempotencyKey, language: language, isConsole: false)
  }

  private init(
    accountID: String, roles: RoleSet, officeCode: String = "", sessionEnds: Moment? = nil,
    idempotencyKey: IdempotencyKey? = nil, language: Language = .indonesian, isConsole: Bool
  ) {
    self.accountID = accountID
    self.isConsole = isConsole
    self.roles = roles.union(RoleSet(.anybody))
    self.officeCode = officeCode
    self.sessionEnds = sessionEnds
    self.idempotencyKey = idempotencyKey
    self.language = language
  }

  /// Somebody without a session.
  package static func stranger(
    idempotencyKey: IdempotencyKey? = nil, language: Language = .indonesian
  ) -> Caller {
    Caller(accountID: "", roles: [], idempotencyKey: idempotencyKey, language: language)
  }

  /// The server's own console, which acts without account and session.
  package static let console = Caller(accountID: "", roles: [], isConsole: true)

  /// The same call, made by nobody: what is done leaves no trace of the account.
  package var withoutAccount: Caller {
    .stranger(idempotencyKey: idempotencyKey, language: language)
  }

  /// The same caller with another key: one caller makes many changes.
  package func marking(_ key: IdempotencyKey?) -> Caller {
    Caller(
      accountID: accountID, roles: roles, officeCode: officeCode, sessionEnds: sessionEnds,
      idempotencyKey: key, language: language)
  }

  /// The first of these roles that the caller has.
  package func role(among candidates: [Role]) -> Role {
    candidates.first { roles.contains(RoleSet($0)) } ?? .anybody
  }
}
