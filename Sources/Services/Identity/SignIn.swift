package import LintasMessages
internal import LintasOffice
internal import LintasProtobuf

extension IdentityDesk {
  /// Opens a session. Runs on a worker thread: comparing the secret takes as long as scrypt does,
  /// for unknown names too.
  package func signIn(
    _ request: SignInRequest, by caller: Caller
  ) async throws -> SignInResponse {
    let found = try registry.account(named: request.name)
    let account = try secrets.open(found, secret: request.secret)
    let session = try await registry.openSession(account, by: caller, policy: policy)
    return .with {
      $0.sessionToken = session.token.text
      $0.expiresAt = session.ends.timestamp
      $0.owner = account.owner
    }
  }
}
