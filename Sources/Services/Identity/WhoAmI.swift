package import LintasMessages
internal import LintasOffice
internal import LintasProtobuf

extension IdentityDesk {
  /// Tells whose session it is.
  package func whoAmI(_ request: WhoAmIRequest, by caller: Caller) throws -> WhoAmIResponse {
    let account = try registry.read { try $0.get(.accounts, caller.accountID) }
    return .with {
      $0.owner = account.owner
      if let ends = caller.sessionEnds { $0.expiresAt = ends.timestamp }
    }
  }
}
