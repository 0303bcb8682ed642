/// One way in which a message breaks a rule of its contract. It carries no text: what a person
/// reads is made elsewhere, from the rule and its parameters, in the person's language.
public struct Violation: Hashable, Sendable {
  /// Where: names as in the contract, such as `applicant.nik`, `documents[2].kind` or
  /// `labels["place"]`.
  public let path: String
  /// The broken rule: a name in `ContractRule`, or what a format check or another part of the
  /// program calls its own, such as `nik.province`.
  public let rule: String
  /// The limits that the rule sets, in decimal: one for `min_length`, `max_length`, `max_items`,
  /// `min` and `max`, else none.
  public let parameters: [String]

  /// A violation; also for rules that no contract can express.
  public init(path: String, rule: String, parameters: [String] = []) {
    self.path = path
    self.rule = rule
    self.parameters = parameters
  }
}
