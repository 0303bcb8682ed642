package import LintasOffice

/// A call that was refused, as the caller sees it at every depth: what can be done about it, why in
/// a word for programs, and which fields are wrong, each with its text in the call's language.
package struct RefusedCall: Error, Equatable, Sendable {
  /// What the caller can do about it.
  package let kind: Refusal.Kind
  /// Why, as `google.rpc.ErrorInfo` has it: `COMPETENCE_MISSING`.
  package let reason: String
  /// Texts of the violations by the path of the field.
  package let fields: [String: String]

  /// A refused call.
  package init(_ kind: Refusal.Kind, reason: String, fields: [String: String] = [:]) {
    self.kind = kind
    self.reason = reason
    self.fields = fields
  }
}
