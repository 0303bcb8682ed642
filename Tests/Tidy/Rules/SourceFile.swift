/// One hand-written file of the tree: its text, and the same text with comments and string literals
/// blanked, so that a rule looks at code only and still reports true line numbers.
public struct SourceFile: Sendable {
  /// Path relative to the root of the tree, with `/` between its parts.
  public let path: String
  /// The lines as written.
  public let lines: [Substring]
  /// The lines with comments and the contents of string literals replaced by spaces (Swift only;
  /// other languages are passed through unchanged).
  public let code: [Substring]

  /// Makes a file from text, as tests do.
  public init(path: String, text: String) {
    self.path = path
    lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    let blanked = path.hasSuffix(".swift") ? SwiftBlanker.blank(text) : text
    code = blanked.split(separator: "\n", omittingEmptySubsequences: false)
  }

  /// The number of lines, not counting the empty piece behind a final newline.
  public var lineCount: Int { lines.last?.isEmpty == true ? lines.count - 1 : lines.count }

  /// Whether the file is Swift.
  public var isSwift: Bool { path.hasSuffix(".swift") }

  /// Whether the file belongs to a test.
  public var isTest: Bool { path.hasPrefix("Tests/") }
}
