/// There is no method of a name, or more than one.
struct UnknownMethod: Error, Equatable {
  /// What was typed.
  let name: String
  /// What is meant perhaps, the likeliest first.
  let closest: [String]
}

extension UnknownMethod: CustomStringConvertible {
  /// A sentence that says what to do.
  var description: String {
    let meant =
      closest.isEmpty
      ? "`lintas call --list` lists them." : "Perhaps: \(closest.joined(separator: ", "))."
    return "There is no method \(name), or more than one. \(meant)"
  }
}
