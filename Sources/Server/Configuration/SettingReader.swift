internal import Glibc

/// Reads settings from flags and the environment, and collects every fault instead of stopping at
/// the first: an operator mends all of them in one go.
///
/// A flag wins over its variable, the variable over the default. Each fault is a sentence that
/// names the setting, its value, and what is expected.
package struct SettingReader {
  /// What was found wrong so far.
  package private(set) var faults: [String] = []
  private let variable: (String) -> String?

  /// A reader that looks variables up by `variable`, normally in the process's environment.
  package init(variable: @escaping (String) -> String? = Self.ofEnvironment) {
    self.variable = variable
  }

  /// The value of an environment variable of this process; an empty one counts as not set.
  package static func ofEnvironment(_ name: String) -> String? {
    guard let value = getenv(name), value.pointee != 0 else { return nil }
    return String(cString: value)
  }

  /// The environment variable of a flag: `--log-level` is `LINTAS_LOG_LEVEL`.
  package static func variableName(of flag: String) -> String {
    "LINTAS_" + flag.drop { $0 == "-" }.uppercased().replacing("-", with: "_")
  }

  /// The text of a setting, or nil if it is neither given nor in the environment.
  package func text(_ flag: String, _ given: String?) -> String? {
    given ?? variable(Self.variableName(of: flag))
  }

  /// The value of a setting.
  ///
  /// - Parameters:
  ///   - flag: its name, such as `--loops`.
  ///   - given: what the command line says.
  ///   - fallback: the value if it is not set, and after a fault.
  ///   - expected: what a right value looks like, for the sentence.
  ///   - parse: makes the value of its text, or nil if the text is wrong.
  package mutating func value<Value>(
    _ flag: String, _ given: String?, default fallback: Value, expected: String,
    _ parse: (String) -> Value?
  ) -> Value {
    guard let text = text(flag, given) else { return fallback }
    guard let value = parse(text) else {
      fault(flag, "is \"\(text)\"; expected \(expected)")
      return fallback
    }
    return value
  }

  /// Records that a setting is wrong; `sentence` goes on after the setting's name.
  package mutating func fault(_ flag: String, _ sentence: String) {
    faults.append("\(flag) (or \(Self.variableName(of: flag))) \(sentence)")
  }
}
