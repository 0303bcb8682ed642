/// Code that a page shows is code that is built: a block below a line that is nothing but the path
/// of a file, in backticks and with a colon, holds lines of that file, one after the other.
public enum ShownCode {
  /// Checks a page.
  ///
  /// - Parameters:
  ///   - page: the page, in Markdown.
  ///   - text: the text of the file at a path; `nil` if there is none.
  public static func check(_ page: SourceFile, text: (String) -> String?) -> [Finding] {
    var findings: [Finding] = []
    for (path, lines, number) in blocks(page.lines) {
      guard let file = text(path) else {
        findings.append(
          Finding(path: page.path, line: number, message: "\(path) is shown and is not there"))
        continue
      }
      let whole = file.split(separator: "\n", omittingEmptySubsequences: false)
      guard whole.firstRange(of: lines) == nil else { continue }
      findings.append(
        Finding(path: page.path, line: number, message: "shows other lines than \(path) has"))
    }
    return findings
  }

  /// The blocks of code below the path of a file, each with the number of its first line.
  private static func blocks(
    _ lines: [Substring]
  ) -> [(path: String, lines: [Substring], number: Int)] {
    var blocks: [(path: String, lines: [Substring], number: Int)] = []
    var path: String?
    var index = 0
    while index < lines.count {
      let line = lines[index]
      index += 1
      guard line.hasPrefix("```") else {
        if !line.isEmpty { path = named(line) }
        continue
      }
      let end = lines[index...].firstIndex { $0.hasPrefix("```") } ?? lines.endIndex
      if let path { blocks.append((path, Array(lines[index..<end]), index + 1)) }
      path = nil
      index = end + 1
    }
    return blocks
  }

  /// The path in a line such as `` `Sources/A.swift`: ``.
  private static func named(_ line: Substring) -> String? {
    guard line.hasPrefix("`"), line.hasSuffix("`:") else { return nil }
    let path = line.dropFirst().dropLast(2)
    return path.contains("`") ? nil : String(path)
  }
}
