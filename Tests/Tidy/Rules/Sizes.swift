/// Sizes of hand-written files: a file fits in the head, a function on a screen, a line in a
/// window.
public enum Sizes {
  /// Lines of a source file, lines of a test file, lines of a function, columns of a line.
  static let fileLines = 400
  static let testFileLines = 600
  static let functionLines = 50
  static let columns = 100

  /// Checks one file.
  public static func check(_ file: SourceFile) -> [Finding] {
    var findings: [Finding] = []
    let limit = file.isTest ? testFileLines : fileLines
    if file.lineCount > limit {
      findings.append(
        Finding(
          path: file.path, line: limit,
          message: "\(file.lineCount) lines, at most \(limit): split the file by what it does"))
    }
    for (index, line) in file.lines.enumerated() where line.unicodeScalars.count > columns {
      findings.append(
        Finding(
          path: file.path, line: index + 1,
          message: "\(line.unicodeScalars.count) columns, at most \(columns): break the line"))
    }
    for function in FunctionScanner.functions(in: file) where function.length > functionLines {
      findings.append(
        Finding(
          path: file.path, line: function.line,
          message: "a function of \(function.length) lines, at most \(functionLines): split it"))
    }
    return findings
  }
}
