internal import LintasMessages
internal import LintasProtobuf
package import LintasRecords
internal import LintasStandard
internal import LintasStore

/// Sessions: opened by sign-in, looked up on every call.
extension Registry {
  /// Opens a session for an account whose secret was checked.
  package nonisolated(nonsending) func openSession(
    _ account: AccountRecord, by caller: Caller, policy: IdentityPolicy
  ) async throws -> SignedIn {
    let token = SessionToken(random: surroundings.random(32))
    let row = token.hash
    let ends = try await write(.signIn, by: caller) { books in
      let roles = RoleSet(roles: account.roles)
      let ends = books.now.adding(policy.session(roles))
      let session = SessionRecord.with {
        $0.accountID = account.accountID
        $0.createdAt = books.now.timestamp
        $0.expiresAt = ends.timestamp
      }
      try books.put(session, at: Tables.sessions.key(row))
      try books.moveIndex(from: nil, to: Tables.sessionsByEnd.key(ends.keyTime, row))
      try books.forgetExpired(Tables.sessionsByEnd, of: Tables.sessions)
      books.concerns(account.accountID)
      return ends
    }
    return SignedIn(token: token, ends: ends, account: account)
  }

  /// Who calls with a token. Roles are read from the account on every call, so a right that is
  /// taken away is gone at once.
  ///
  /// - Parameters:
  ///   - token: the text of the call's `authorization` field, without `Bearer `.
  ///   - idempotencyKey: the call's key, if it has one.
  ///   - language: the call's language.
  /// - Throws: `Refusal.unauthenticated` for a token that opens no session.
  package func caller(
    token: String, idempotencyKey: IdempotencyKey?, language: Language
  ) throws -> Caller {
    guard let token = SessionToken(token) else { throw Refusal.unauthenticated }
    let key = Tables.sessions.key(token.hash)
    return try read { books in
      guard let session = try books.record(SessionRecord.self, at: key),
        session.expiresAt.moment > now,
        let account = try books.find(.accounts, session.accountID)
      else { throw Refusal.unauthenticated }
      return Caller(
        accountID: account.accountID, roles: RoleSet(roles: account.roles),
        officeCode: account.officeCode, sessionEnds: session.expiresAt.moment,
        idempotencyKey: idempotencyKey, language: language)
    }
  }
}
