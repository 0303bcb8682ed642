internal import LintasCrypto
package import LintasRecords

/// Hashes secrets, and compares them at the same cost whether there is an account or not.
///
/// Who tries names therefore learns nothing from the time that the answer takes. Both take as long
/// as scrypt does, on purpose: call them on a worker thread.
package struct SecretCheck: Sendable {
  private let policy: IdentityPolicy

  /// A hash that no secret is known for, at the cost of today's.
  private let decoy: SecretHash

  /// A check under a policy.
  package init(_ policy: IdentityPolicy) {
    self.policy = policy
    let cost = policy.scrypt
    let salt = String(repeating: "A", count: 22)
    let hash = String(repeating: "A", count: 43)
    let decoy = SecretHash("$scrypt$ln=\(cost.logN),r=\(cost.r),p=\(cost.p)$\(salt)$\(hash)")
    guard let decoy else { preconditionFailure("16 and 32 zero bytes are a salt and a hash") }
    self.decoy = decoy
  }

  /// What is kept of a new secret.
  ///
  /// - Throws: `Refusal.busy` if there is no memory for it now.
  package func hash(_ secret: String) throws(Refusal) -> String {
    do {
      return try SecretHash(of: Array(secret.utf8), parameters: policy.scrypt).text
    } catch {
      throw .busy
    }
  }

  /// The account if the secret is its own.
  ///
  /// - Throws: `Refusal.unauthenticated` for a wrong secret and for no account alike;
  ///   `Refusal.busy`.
  package func open(_ account: AccountRecord?, secret: String) throws(Refusal) -> AccountRecord {
    let stored = account.flatMap { SecretHash($0.secretHash) }
    let matches: Bool
    do {
      matches = try (stored ?? decoy).matches(Array(secret.utf8))
    } catch {
      throw .busy
    }
    guard let account, stored != nil, matches else { throw .unauthenticated }
    return account
  }
}
