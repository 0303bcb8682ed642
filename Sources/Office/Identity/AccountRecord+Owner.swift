package import LintasMessages
internal import LintasProtobuf
package import LintasRecords

extension AccountRecord {
  /// What an account's owner is told of it.
  package var owner: SessionOwner {
    let account = self
    return .with {
      $0.accountID = account.accountID
      $0.fullName = account.fullName
      $0.roles = account.roles
      $0.officeCode = account.officeCode
    }
  }
}
