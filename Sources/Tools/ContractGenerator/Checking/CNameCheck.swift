/// Refuses messages whose names become one name in C, where underscores in names are lost.
struct CNameCheck {
  /// The messages of all files that protoc-gen-c is given.
  func refusals(of files: [FileDescriptor]) -> [Refusal] {
    var seen: [String: String] = [:]
    var refusals: [Refusal] = []
    for file in files {
      let names =
        file.allMessages.map { ($0.fullName, $0.place) }
        + file.allEnums.map { ($0.fullName, $0.place) }
      for (fullName, place) in names {
        let name = CNames.structure(fullName)
        if let other = seen.updateValue(fullName, forKey: name) {
          refusals.append(
            Refusal(
              file: file.name, place: place,
              sentence: "\"\(fullName)\" and \"\(other)\" both become `\(name)` in C; rename one."))
        }
      }
    }
    return refusals
  }
}
