internal import LintasMessages
package import LintasProtobuf

/// Checks a request before its method is reached: the contract's rules of each field, and the
/// office's rules of the whole, together, so that a person gets every fault at once.
package struct RequestCheck: Sendable {
  private let rules: ReferenceBook?
  private let today: CivilDate

  /// The check by the rules in force on a day. Without rules, only the fields are judged.
  package init(_ rules: ReferenceBook?, on today: CivilDate) {
    self.rules = rules
    self.today = today
  }

  /// Checks a request.
  ///
  /// - Throws: `Refusal.invalid` with every violation.
  package func check(_ request: some Message) throws(Refusal) {
    var violations = request.validate(formats: rules?.formats ?? Formats.withoutRules)
    if let rules { violations += whole(request, rules) }
    if !violations.isEmpty { throw .invalid(violations) }
  }

  /// What is wrong with the whole of a request whose fields must fit together; nothing that the
  /// contract's own rules say already. Casts to concrete types, which cost nothing where they fail.
  private func whole(_ request: some Message, _ rules: ReferenceBook) -> [Violation] {
    if let request = request as? SubmitApplicationRequest {
      return request.hasForm ? FormRules(rules, on: today).violations(request.form) : []
    }
    if let request = request as? DecideCaseRequest {
      let isKnown = request.outcome == .approve || request.outcome == .refuse
      guard isKnown, request.reason != .unspecified else { return [] }
      return DecisionRules.violations(
        outcome: request.outcome, reason: request.reason, grounds: request.grounds)
    }
    return FeedbackRules(rules, on: today).violations(request)
  }
}
