/// Text of generated code, line by line, with the indentation of the open blocks.
struct CodePrinter {
  /// What has been printed.
  private(set) var text = ""
  private var indentation = ""

  /// Prints one line, or several if the text has line breaks.
  mutating func line(_ content: String = "") {
    for part in content.split(separator: "\n", omittingEmptySubsequences: false) {
      text += part.isEmpty ? "\n" : indentation + part + "\n"
    }
  }

  /// Prints a block: its head, its indented lines, its tail.
  mutating func block(
    _ head: String, tail: String = "}", _ body: (inout CodePrinter) -> Void
  ) {
    line(head)
    indented(body)
    line(tail)
  }

  /// Prints lines one step further in.
  mutating func indented(_ body: (inout CodePrinter) -> Void) {
    indentation += "  "
    body(&self)
    indentation.removeLast(2)
  }

  /// Prints a block with one statement: on one line if that is no longer than 100 columns.
  mutating func brief(_ head: String, _ statement: String) {
    let short = "\(head) { \(statement) }"
    if indentation.count + short.count <= 100 {
      line(short)
    } else {
      block(head + " {") { $0.line(statement) }
    }
  }

  /// Prints a function's head: on one line if that is no longer than 100 columns, else with the
  /// parameters on a line of their own, or on a line each.
  mutating func signature(_ head: String, _ parameters: [String], _ result: String) {
    let joined = parameters.joined(separator: ", ")
    let short = "\(head)(\(joined))\(result)"
    if indentation.count + short.count <= 100 {
      line(short)
    } else {
      let separator = indentation.count + 2 + joined.count <= 100 ? ", " : ",\n  "
      line("\(head)(\n  \(parameters.joined(separator: separator))\n)\(result)")
    }
  }

  /// Prints a Swift documentation comment: the contract's comment, or the fallback if it has none,
  /// and a remark of the generator behind it.
  mutating func documentation(
    _ place: SourcePlace, fallback: String, remark: String? = nil, isDeprecated: Bool = false
  ) {
    for part in place.comment.isEmpty ? [fallback] : place.comment {
      line(part.isEmpty ? "///" : "/// " + part)
    }
    if let remark {
      line("///")
      line("/// " + remark)
    }
    if isDeprecated {
      line("///")
      line("/// - Warning: The contract calls this deprecated.")
    }
  }

  /// A C string literal with this text.
  static func cString(_ text: String) -> String {
    var literal = "\""
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "?"):
        literal += "\\" + String(UnicodeScalar(byte))
      case 0x20..<0x7f: literal += String(UnicodeScalar(byte))
      default:
        // Three octal digits end by themselves, whatever follows.
        let digits = String(byte, radix: 8)
        literal += "\\" + String(repeating: "0", count: 3 - digits.count) + digits
      }
    }
    return literal + "\""
  }

  /// A Swift string literal with this text.
  static func swiftString(_ text: String) -> String {
    var literal = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": literal += "\\\(scalar)"
      case _ where scalar.properties.generalCategory == .control:
        literal += "\\u{\(String(scalar.value, radix: 16))}"
      default: literal.unicodeScalars.append(scalar)
      }
    }
    return literal + "\""
  }
}
