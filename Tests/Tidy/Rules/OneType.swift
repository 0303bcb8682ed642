/// One type a file, so that a file's name says what is in it.
public enum OneType {
  private static let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "actor"]
  private static let modifiers: Set<Substring> = [
    "public", "package", "internal", "final", "indirect",
  ]

  /// Checks one file: at most one type at top level that is not private to the file.
  public static func check(_ file: SourceFile) -> [Finding] {
    guard file.isSwift, !file.isTest else { return [] }
    var seen = 0
    for (index, line) in file.code.enumerated() where declaresType(line) {
      seen += 1
      if seen == 2 {
        return [
          Finding(
            path: file.path, line: index + 1,
            message: "a second type at top level: give it a file of its own, or nest it")
        ]
      }
    }
    return []
  }

  private static func declaresType(_ line: Substring) -> Bool {
    guard let first = line.first, first != " ", first != "}" else { return false }
    for word in line.split(separator: " ") {
      if word.hasPrefix("@") || modifiers.contains(word) { continue }
      return kinds.contains(word)
    }
    return false
  }
}
