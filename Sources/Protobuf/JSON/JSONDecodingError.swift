/// Why text was refused as JSON of a message. It says where and what, and never what the text
/// holds, which may be personal.
public struct JSONDecodingError: Error, Hashable, Sendable, CustomStringConvertible {
  /// What is wrong.
  public let reason: Reason
  /// Where in the text, in bytes from its beginning.
  public let offset: Int
  /// The line of that place, from 1.
  public let line: Int
  /// The character in that line, from 1.
  public let column: Int
  /// The field that was being read: names as in the contract, and places in lists and maps counted
  /// from 0, such as `history[2].at`. Empty for the message itself.
  public let path: String

  /// One line for people.
  public var description: String {
    let place = "line \(line), column \(column)"
    return path.isEmpty ? "\(place): \(reason.text)" : "\(place), \(path): \(reason.text)"
  }

  /// The error at a place of the text.
  init(_ reason: Reason, at offset: Int, in text: UnsafeRawBufferPointer, path: String) {
    self.reason = reason
    self.offset = offset
    self.path = path
    var line = 1
    var column = 1
    for byte in text.prefix(offset) {
      if byte == UInt8(ascii: "\n") {
        line += 1
        column = 1
      } else if byte & 0xc0 != 0x80 {
        column += 1
      }
    }
    self.line = line
    self.column = column
  }
}
