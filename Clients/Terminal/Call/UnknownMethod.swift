/// A name that is not the name of one method.
struct UnknownMethod: Error, Equatable {
  /// What was typed.
  let name: String
  /// Whether it is the name of several.
  let isAmbiguous: Bool
  /// What is meant perhaps, the likeliest first.
  let closest: [String]
}

extension UnknownMethod: CustomStringConvertible {
  /// A sentence that says what to do.
  var description: String {
    let meant = closest.joined(separator: ", ")
    if isAmbiguous { return "\(name) is the name of several methods: \(meant)." }
    return "There is no method \(name). "
      + (meant.isEmpty ? "`lintas call --list` lists all." : "Perhaps: \(meant).")
  }
}
