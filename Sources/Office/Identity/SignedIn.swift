package import LintasRecords

/// A session that was opened.
package struct SignedIn: Sendable {
  /// The token, to be told once.
  package let token: SessionToken

  /// When the session ends.
  package let ends: Moment

  /// Whose session it is.
  package let account: AccountRecord
}
