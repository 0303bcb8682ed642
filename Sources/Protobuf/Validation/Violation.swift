/// One way in which a message breaks a rule of its contract. It carries no text: what a person
/// reads is made elsewhere, from the rule and its parameters, in the person's language.
public struct Violation: Hashable, Sendable {
  /// What was broken.
  public enum Rule: Hashable, Sendable {
    /// The field must be given.
    case required
    /// The enum's number is none that the contract defines.
    case definedOnly
    /// The string has fewer characters (bytes: fewer bytes) than this.
    case minLength(Int)
    /// The string has more characters (bytes: more bytes) than this.
    case maxLength(Int)
    /// The list or map has more elements than this.
    case maxItems(Int)
    /// The number is below this.
    case min(Int64)
    /// The number is above this.
    case max(Int64)
    /// The string fails the named format; the reason is the check's own.
    case format(String, reason: String)
  }

  /// Where: names as in the contract, such as `applicant.nik`, `documents[2].kind` or
  /// `labels["place"]`.
  public let path: String
  /// The broken rule with its parameters.
  public let rule: Rule

  /// A violation found by a check that the contract cannot express.
  public init(path: String, rule: Rule) {
    self.path = path
    self.rule = rule
  }
}

extension Violation.Rule {
  /// A stable name of the rule, as the contract's option spells it.
  public var id: String {
    switch self {
    case .required: "required"
    case .definedOnly: "defined_only"
    case .minLength: "min_length"
    case .maxLength: "max_length"
    case .maxItems: "max_items"
    case .min: "min"
    case .max: "max"
    case .format: "format"
    }
  }
}
