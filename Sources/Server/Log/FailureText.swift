internal import LintasOffice
internal import LintasStore

/// What the log says about an error that was nobody's fault but ours: enough to find it, and
/// nothing of what the office knows about people. A key holds identifiers, and a description may
/// hold anything, so neither is written.
package enum FailureText {
  /// The type of the error; of the store's own errors their sentence, of damage the table's number.
  package static func text(of error: any Error) -> String {
    switch error {
    case let error as StoreError:
      return "StoreError: \(error.sentence)"
    case RegistryError.damaged(let key):
      // A key begins with the number of its table.
      return "RegistryError: a record of table \(key.first ?? 0) is damaged"
    default:
      return "\(type(of: error))"
    }
  }
}
