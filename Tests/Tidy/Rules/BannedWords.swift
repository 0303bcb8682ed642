/// Words that do not belong into finished code, each with what to write instead.
public enum BannedWords {
  private struct Ban {
    let word: String
    let instead: String
    let inComments: Bool
    let allowed: @Sendable (String) -> Bool
  }

  private static let everywhere: @Sendable (String) -> Bool = { _ in false }

  private static let bans: [Ban] = [
    Ban(
      word: "TO" + "DO", instead: "finish it or file an issue", inComments: true,
      allowed: everywhere),
    Ban(
      word: "FIX" + "ME", instead: "mend it or file an issue", inComments: true, allowed: everywhere
    ),
    Ban(word: "XX" + "X", instead: "say it in a sentence", inComments: true, allowed: everywhere),
    Ban(
      word: "fatalError(", instead: "assert our own bugs, answer the peer's faults with a status",
      inComments: false, allowed: { $0.hasPrefix("Tests/") }),
    Ban(
      word: "print(", instead: "log through swift-log, or write in Clients/Terminal",
      inComments: false,
      allowed: {
        $0.hasPrefix("Tests/") || $0.hasPrefix("Clients/Terminal/") || $0.hasSuffix(".py")
          || $0.hasPrefix("Sources/Tools/") || $0.hasPrefix("Sources/Server/Commands/")
      }),
    Ban(
      word: "Task.detached", instead: "spawn on the loop", inComments: false,
      allowed: { $0.hasPrefix("Tests/") }),
    Ban(
      word: "Task {", instead: "the call's own task: an unstructured task leaves the loop",
      inComments: false,
      allowed: {
        !($0.hasPrefix("Sources/Services/") || $0.hasPrefix("Sources/Office/"))
      }),
  ]

  private static let safetyWords = [
    "@unchecked Sendable", "nonisolated(unsafe)", "try!", "unsafeBitCast", "unsafeDowncast",
  ]

  /// Folders whose name says nothing about what is in them.
  private static let emptyNames: Set<Substring> = ["Utils", "Helpers", "Manager", "Common"]

  /// Checks one file.
  public static func check(_ file: SourceFile) -> [Finding] {
    var findings: [Finding] = []
    for part in file.path.split(separator: "/") {
      let name = part.prefix { $0 != "." }
      if emptyNames.contains(where: { name == $0 || name.hasSuffix($0) }) {
        findings.append(
          Finding(path: file.path, line: 1, message: "the name \(part) says nothing: name its work")
        )
      }
    }
    for ban in bans where !ban.allowed(file.path) {
      let lines = ban.inComments ? file.lines : file.code
      for (index, line) in lines.enumerated() where holds(line, ban.word) {
        findings.append(
          Finding(path: file.path, line: index + 1, message: "\(ban.word): \(ban.instead)"))
      }
    }
    if file.isSwift { findings += unexplained(file) }
    return findings
  }

  /// `word` at a word boundary: `print(` is not in `fingerprint(`.
  private static func holds(_ line: Substring, _ word: String) -> Bool {
    var rest = line[...]
    while let range = rest.firstRange(of: word) {
      let before =
        range.lowerBound == line.startIndex
        ? nil : line[line.index(before: range.lowerBound)]
      let wordBefore = before.map { $0.isLetter || $0.isNumber || $0 == "_" } ?? false
      let after = range.upperBound == line.endIndex ? nil : line[range.upperBound]
      let wordAfter = word.last?.isLetter == true && (after?.isLetter ?? false)
      if !wordBefore, !wordAfter { return true }
      rest = line[range.upperBound...]
    }
    return false
  }

  /// Unsafe words need a `// Safety:` sentence on the same line or just above.
  private static func unexplained(_ file: SourceFile) -> [Finding] {
    var findings: [Finding] = []
    for (index, line) in file.code.enumerated() {
      guard let word = safetyWords.first(where: { line.contains($0) }) else { continue }
      var above = index
      var explained = file.lines[index].contains("// Safety:")
      while !explained, above > 0 {
        above -= 1
        let text = file.lines[above].drop { $0 == " " }
        explained = text.contains("// Safety:")
        if !text.hasPrefix("//"), !text.hasPrefix("@") { break }
      }
      if !explained {
        findings.append(
          Finding(
            path: file.path, line: index + 1,
            message: "\(word) without a `// Safety:` sentence above: say why it holds"))
      }
    }
    return findings
  }
}
