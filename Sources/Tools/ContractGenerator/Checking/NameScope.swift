/// The names that are taken in one scope of generated Swift.
struct NameScope {
  private var taken: [String: String] = [:]
  private let file: String

  /// What was refused so far.
  private(set) var refusals: [Refusal] = []

  /// A scope in the code of this file.
  init(file: String) {
    self.file = file
  }

  /// Takes a name for an element of the contract, and refuses it if another has it already.
  mutating func take(_ name: String, for element: String, at place: SourcePlace) {
    let bare = name.filter { $0 != "`" }
    if let other = taken[bare] {
      refusals.append(
        Refusal(
          file: file, place: place,
          sentence: "\(element) becomes `\(bare)` in Swift, which \(other) takes already; "
            + "rename one."))
    } else {
      taken[bare] = element
    }
  }
}
