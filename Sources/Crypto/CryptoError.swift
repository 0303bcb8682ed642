/// A refusal of OpenSSL, or of this module before OpenSSL was asked.
package struct CryptoError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What was being done: the name of OpenSSL's function, or of the value that was refused.
  package let operation: String
  /// OpenSSL's reasons, oldest first, or a sentence of ours.
  package let reason: String

  /// Operation and reason.
  package var description: String { "\(operation): \(reason)" }

  init(_ operation: String, _ reason: String) {
    self.operation = operation
    self.reason = reason
  }
}
