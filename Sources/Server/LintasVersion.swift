/// The version of this program.
package enum LintasVersion {
  /// As `--version` prints it and the log tells at start.
  package static let text = "0.1.0"
}
