package import LintasProtobuf

/// Why the office does not do what was asked, as a value that callers can act on.
///
/// Two refusals are the same if they are of the same kind and code and name the same fields; the
/// words are for people. What a refusal looks like on the wire is decided elsewhere, in one place.
package struct Refusal: Error, Equatable, Sendable {
  /// What the caller can do about it.
  package enum Kind: Sendable {
    /// Correct the fields that `violations` names.
    case invalid
    /// Sign in.
    case unauthenticated
    /// Nothing: this caller may not do it.
    case permissionDenied
    /// Look for another one: this does not exist, or not for this caller.
    case notFound
    /// Nothing: it was done before, or by another.
    case alreadyExists
    /// Bring the subject into another state first.
    case precondition
    /// Start again: what followed the given position is no longer kept.
    case outOfRange
    /// Try again after `retryAfter`.
    case busy
  }

  /// What the caller can do about it.
  package let kind: Kind

  /// Stable name for programs, for example `case.not_claimed_by_you`.
  package let code: String

  /// In words, for people.
  package let phrase: Phrase

  /// What is wrong, field by field; empty unless the kind is `invalid`.
  package let violations: [Violation]

  /// What the refusal is about, for example an identifier; may be empty.
  package let subject: String

  /// When to try again; only if the kind is `busy`.
  package let retryAfter: Duration?

  /// A refusal of any kind.
  package init(
    _ kind: Kind, _ code: String, _ phrase: Phrase, violations: [Violation] = [],
    subject: String = "", retryAfter: Duration? = nil
  ) {
    self.kind = kind
    self.code = code
    self.phrase = phrase
    self.violations = violations
    self.subject = subject
    self.retryAfter = retryAfter
  }

  /// Same kind, code and violations; words and subject do not count.
  package static func == (left: Refusal, right: Refusal) -> Bool {
    left.kind == right.kind && left.code == right.code && left.violations == right.violations
  }
}
