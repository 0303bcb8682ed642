/// Replaces comments and string contents of Swift text by spaces and keeps every newline.
///
/// It knows line and nested block comments, plain, multi-line and raw string literals, escapes, and
/// interpolation (whose code stays visible).
enum SwiftBlanker {
  private enum Mode: Equatable {
    case code(parentheses: Int)
    case lineComment
    case blockComment(depth: Int)
    case string(hashes: Int, multiline: Bool)
  }

  static func blank(_ text: String) -> String {
    let input = Array(text.utf8)
    var output = input
    var stack: [Mode] = [.code(parentheses: 0)]
    var i = 0
    while i < input.count {
      switch stack[stack.count - 1] {
      case .code(let parentheses):
        i = scanCode(input, &output, i, parentheses, &stack)
      case .lineComment:
        if input[i] == newline { stack.removeLast() } else { output[i] = space }
        i += 1
      case .blockComment(let depth):
        i = scanBlockComment(input, &output, i, depth, &stack)
      case .string(let hashes, let multiline):
        i = scanString(input, &output, i, hashes, multiline, &stack)
      }
    }
    return String(decoding: output, as: UTF8.self)
  }

  private static let newline = UInt8(ascii: "\n")
  private static let space = UInt8(ascii: " ")
  private static let quote = UInt8(ascii: "\"")
  private static let hash = UInt8(ascii: "#")

  private static func matches(_ input: [UInt8], _ i: Int, _ word: StaticString) -> Bool {
    guard i + word.utf8CodeUnitCount <= input.count else { return false }
    for k in 0..<word.utf8CodeUnitCount where input[i + k] != word.utf8Start[k] { return false }
    return true
  }

  private static func scanCode(
    _ input: [UInt8], _ output: inout [UInt8], _ i: Int, _ parentheses: Int, _ stack: inout [Mode]
  ) -> Int {
    if matches(input, i, "//") {
      stack.append(.lineComment)
      return i
    }
    if matches(input, i, "/*") {
      output[i] = space
      output[i + 1] = space
      stack.append(.blockComment(depth: 1))
      return i + 2
    }
    var hashes = 0
    while i + hashes < input.count, input[i + hashes] == hash { hashes += 1 }
    if i + hashes < input.count, input[i + hashes] == quote {
      let multiline = matches(input, i + hashes, "\"\"\"")
      stack.append(.string(hashes: hashes, multiline: multiline))
      return i + hashes + (multiline ? 3 : 1)
    }
    if hashes > 0 { return i + hashes }
    if input[i] == UInt8(ascii: "(") {
      stack[stack.count - 1] = .code(parentheses: parentheses + 1)
    } else if input[i] == UInt8(ascii: ")") {
      if parentheses == 0, stack.count > 1 {
        stack.removeLast()
      } else {
        stack[stack.count - 1] = .code(parentheses: max(0, parentheses - 1))
      }
    }
    return i + 1
  }

  private static func scanBlockComment(
    _ input: [UInt8], _ output: inout [UInt8], _ i: Int, _ depth: Int, _ stack: inout [Mode]
  ) -> Int {
    if matches(input, i, "/*") || matches(input, i, "*/") {
      let next = input[i] == UInt8(ascii: "/") ? depth + 1 : depth - 1
      output[i] = space
      output[i + 1] = space
      if next == 0 {
        stack.removeLast()
      } else {
        stack[stack.count - 1] = .blockComment(depth: next)
      }
      return i + 2
    }
    if input[i] != newline { output[i] = space }
    return i + 1
  }

  private static func scanString(
    _ input: [UInt8], _ output: inout [UInt8], _ i: Int, _ hashes: Int, _ multiline: Bool,
    _ stack: inout [Mode]
  ) -> Int {
    if input[i] == quote {
      let quotes = multiline ? 3 : 1
      if !multiline || matches(input, i, "\"\"\"") {
        var k = i + quotes
        while k < input.count, k < i + quotes + hashes, input[k] == hash { k += 1 }
        if k == i + quotes + hashes {
          stack.removeLast()
          return k
        }
      }
    }
    if input[i] == UInt8(ascii: "\\") {
      var k = i + 1
      while k < input.count, k < i + 1 + hashes, input[k] == hash { k += 1 }
      if k == i + 1 + hashes, k < input.count {
        for j in i...k where input[j] != newline { output[j] = space }
        if input[k] == UInt8(ascii: "(") { stack.append(.code(parentheses: 0)) }
        return k + 1
      }
    }
    if input[i] == newline {
      if !multiline { stack.removeLast() }
    } else {
      output[i] = space
    }
    return i + 1
  }
}
