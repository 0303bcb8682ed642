/// Paths of a `google.protobuf.FieldMask` in JSON: lowerCamelCase, where the contract has
/// snake_case. Only a path that comes back as it went is written.
enum MaskText {
  private static let underscore = UInt8(ascii: "_")

  /// Writes a path; false when it would not come back.
  static func write(_ path: UnsafeRawBufferPointer, to buffer: inout JSONBuffer) -> Bool {
    if path.isEmpty { return false }
    buffer.reserve(path.count)
    var isAfterUnderscore = false
    for byte in path {
      if isAfterUnderscore {
        guard isLower(byte) else { return false }
        buffer.put(byte &- 0x20)
        isAfterUnderscore = false
      } else if byte == underscore {
        isAfterUnderscore = true
      } else {
        guard isPlain(byte) else { return false }
        buffer.put(byte)
      }
    }
    return !isAfterUnderscore
  }

  /// Reads a path into `place`, which has room for two bytes for each of the path's, and returns
  /// its length; nil when it is none.
  static func read(_ path: UnsafeRawBufferPointer, to place: UnsafeMutablePointer<UInt8>) -> Int? {
    if path.isEmpty { return nil }
    var count = 0
    for byte in path {
      if isUpper(byte) {
        place[count] = underscore
        place[count &+ 1] = byte &+ 0x20
        count &+= 2
      } else {
        guard isPlain(byte) else { return nil }
        place[count] = byte
        count &+= 1
      }
    }
    return count
  }

  private static func isLower(_ byte: UInt8) -> Bool { byte >= 0x61 && byte <= 0x7a }
  private static func isUpper(_ byte: UInt8) -> Bool { byte >= 0x41 && byte <= 0x5a }

  /// Whether a byte may stand in a path and is the same in both forms.
  private static func isPlain(_ byte: UInt8) -> Bool {
    isLower(byte) || JSONBytes.isDigit(byte) || byte == UInt8(ascii: ".")
  }
}
