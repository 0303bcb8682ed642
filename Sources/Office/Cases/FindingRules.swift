package import LintasMessages
package import LintasProtobuf

/// What an officer's findings about papers must be.
///
/// 1. Every paper that the application declares is judged exactly once, and no other.
/// 2. A paper that was not accepted has a note that says why, of more than spaces; the applicant
///    reads it.
package enum FindingRules {
  /// What is wrong with findings, all at once.
  package static func violations(
    _ findings: [DocumentFinding], declared: [DocumentKind]
  ) -> [Violation] {
    var violations: [Violation] = []
    var open = Set(declared)
    for (index, finding) in findings.enumerated() {
      let path = "findings[\(index)]"
      let document = finding.document
      if !declared.contains(document) {
        violations.append(
          Violation(
            path: "\(path).document", rule: "findings.unexpected", parameters: [document.name]))
      } else if open.remove(document) == nil {
        violations.append(
          Violation(
            path: "\(path).document", rule: "findings.incomplete", parameters: [document.name]))
      }
      let isSilent = finding.note.unicodeScalars.allSatisfy(\.properties.isWhitespace)
      if finding.verdict != .accepted, isSilent {
        violations.append(Violation(path: "\(path).note", rule: "findings.note"))
      }
    }
    for document in declared where open.remove(document) != nil {
      violations.append(
        Violation(path: "findings", rule: "findings.incomplete", parameters: [document.name]))
    }
    return violations
  }
}
