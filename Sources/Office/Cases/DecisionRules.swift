package import LintasMessages
package import LintasProtobuf

/// What a decision must be.
///
/// 1. The reason belongs to the outcome: "requirements met" to an approval, all others to a
///    refusal.
/// 2. A refusal is explained to the applicant in at least ten characters beside spaces.
package enum DecisionRules {
  private static let leastGrounds = 10

  /// What is wrong with a decision, all at once.
  package static func violations(
    outcome: Outcome, reason: DecisionReason, grounds: String
  ) -> [Violation] {
    var violations: [Violation] = []
    if (outcome == .approve) != (reason == .requirementsMet) {
      violations.append(Violation(path: "reason", rule: "decision.reason"))
    }
    let written = grounds.unicodeScalars.count { !$0.properties.isWhitespace }
    if outcome == .refuse, written < leastGrounds {
      violations.append(
        Violation(path: "grounds", rule: "decision.grounds", parameters: ["\(leastGrounds)"]))
    }
    return violations
  }
}
