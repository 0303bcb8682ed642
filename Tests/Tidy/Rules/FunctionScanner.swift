/// Finds function bodies in Swift code by counting braces.
enum FunctionScanner {
  /// A function, initialiser or subscript: its first line (from one) and its length in lines.
  struct Function: Equatable {
    let line: Int
    let length: Int
  }

  static func functions(in file: SourceFile) -> [Function] {
    guard file.isSwift else { return [] }
    var found: [Function] = []
    for (index, line) in file.code.enumerated() where startsFunction(line) {
      if let end = bodyEnd(file.code, from: index) {
        found.append(Function(line: index + 1, length: end - index + 1))
      }
    }
    return found
  }

  private static let keywords: Set<Substring> = ["func", "init", "deinit", "subscript"]
  private static let modifiers: Set<Substring> = [
    "public", "package", "internal", "private", "fileprivate", "static", "class", "final",
    "mutating", "nonmutating", "override", "convenience", "required", "nonisolated",
    "nonisolated(nonsending)", "consuming", "borrowing", "prefix", "postfix", "infix", "open",
    "isolated",
  ]

  private static func startsFunction(_ line: Substring) -> Bool {
    for word in line.split(separator: " ") {
      if word.hasPrefix("@") || modifiers.contains(word) { continue }
      let name = word.prefix { $0.isLetter }
      guard keywords.contains(name) else { return false }
      // `init(` inside an expression follows a dot or an equals sign, never stands first alone.
      return word.count == name.count || "(<?{".contains(word[name.endIndex])
    }
    return false
  }

  /// The line on which the body that begins after `start` closes; nil if there is no body.
  private static func bodyEnd(_ code: [Substring], from start: Int) -> Int? {
    var braces = 0
    var parentheses = 0
    for index in start..<code.count {
      if index > start, braces == 0, parentheses == 0 {
        let word = code[index].drop { $0 == " " }
        if word.isEmpty || word.hasPrefix("}") || startsFunction(code[index]) { return nil }
      }
      for byte in code[index].utf8 {
        switch byte {
        case UInt8(ascii: "("): parentheses += 1
        case UInt8(ascii: ")"): parentheses -= 1
        case UInt8(ascii: "{"): braces += 1
        case UInt8(ascii: "}"):
          braces -= 1
          if braces == 0 { return index }
          if braces < 0 { return nil }
        default: break
        }
      }
    }
    return nil
  }
}
