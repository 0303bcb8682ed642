/// Why a command on the server's console did not do its work, as a sentence for the operator.
package struct ConsoleError: Error, CustomStringConvertible {
  /// What is wrong and what to do.
  package let description: String

  /// A sentence.
  package init(_ sentence: String) {
    description = sentence
  }
}
