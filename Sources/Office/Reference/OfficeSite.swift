package import LintasMessages

/// An office, what it serves and what it issues.
package struct OfficeSite: Sendable {
  /// Code.
  package let code: String

  /// Name.
  package let name: String

  /// Codes of the districts that it serves, sorted.
  package let districts: [String]

  /// Kinds of book that it issues.
  package let kinds: Set<PassportKind>
}
