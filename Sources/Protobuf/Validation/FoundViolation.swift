/// A violation while the way to it is still being put together, from its end to its start.
struct FoundViolation {
  let rule: String
  let limit: Int64?
  /// The field in its own message; nil if the message itself breaks the rule.
  let last: ViolationStep?
  /// The steps to that message, the one before `last` first.
  var above: [ViolationStep] = []

  /// The violation with its path as text.
  var violation: Violation {
    var path = ""
    for step in above.reversed() {
      if !path.isEmpty { path += "." }
      step.append(to: &path)
    }
    if let last {
      if !path.isEmpty { path += "." }
      last.append(to: &path)
    }
    return Violation(path: path, rule: rule, parameters: limit.map { [String($0)] } ?? [])
  }
}
