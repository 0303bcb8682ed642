/// The settings are not fit to start with. One sentence a fault.
package struct SettingFaults: Error, CustomStringConvertible {
  /// Each names the setting, its value and what is expected.
  package let sentences: [String]

  /// The faults of a start.
  package init(sentences: [String]) {
    self.sentences = sentences
  }

  /// All sentences, one a line.
  package var description: String {
    let count = sentences.count == 1 ? "one setting is" : "\(sentences.count) settings are"
    return "not started, since \(count) wrong:"
      + sentences.map { "\n  - \($0)" }.joined()
  }
}
