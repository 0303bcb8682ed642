/// Something wrong in reference data.
package struct ReferenceFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// Line of the file; 0 if the fault is in no single line.
  package let line: Int

  /// What is wrong, as a sentence.
  package let reason: String

  /// A fault in a line, or in none (0).
  package init(line: Int, _ reason: String) {
    self.line = line
    self.reason = reason
  }

  /// The line and the sentence.
  package var description: String {
    line == 0 ? reason : "line \(line): \(reason)"
  }
}
