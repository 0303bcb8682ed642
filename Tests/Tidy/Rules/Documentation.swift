/// Every declaration that another module sees has a doc comment.
///
/// The formatter checks `public`; this checks `package`, which it does not know.
public enum Documentation {
  private static let kinds: Set<Substring> = [
    "func", "var", "let", "struct", "class", "enum", "protocol", "init", "subscript", "typealias",
    "actor", "case",
  ]

  /// Checks one file.
  public static func check(_ file: SourceFile) -> [Finding] {
    guard file.isSwift, !file.isTest else { return [] }
    var findings: [Finding] = []
    for (index, line) in file.code.enumerated() {
      let words = line.split(separator: " ")
      guard let at = words.firstIndex(of: "package") else { continue }
      guard words[..<at].allSatisfy({ $0.hasPrefix("@") || $0 == "final" }) else { continue }
      let rest = words[(at + 1)...]
      guard rest.contains(where: { kinds.contains($0.prefix { $0.isLetter }) }) else { continue }
      if rest.first == "import" || rest.contains("override") { continue }
      if !documented(file, index) {
        findings.append(
          Finding(
            path: file.path, line: index + 1,
            message: "a package declaration without a doc comment: say what it gives and throws"))
      }
    }
    return findings
  }

  private static func documented(_ file: SourceFile, _ index: Int) -> Bool {
    var above = index
    while above > 0 {
      above -= 1
      let text = file.lines[above].drop { $0 == " " }
      if text.hasPrefix("///") || text.hasPrefix("*/") { return true }
      if text.hasPrefix("@") || text.hasPrefix("//") || text.hasPrefix("#if") { continue }
      return false
    }
    return false
  }
}
