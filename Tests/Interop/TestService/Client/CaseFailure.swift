/// What was not as a case wants it.
struct CaseFailure: Error, CustomStringConvertible {
  /// A sentence.
  let description: String

  /// A failure.
  init(_ description: String) {
    self.description = description
  }

  /// Fails unless both are the same.
  static func unless<Value: Equatable>(
    _ what: String, is found: Value, _ wanted: Value
  ) throws(CaseFailure) {
    guard found == wanted else { throw CaseFailure("\(what) is \(found) and not \(wanted)") }
  }
}
