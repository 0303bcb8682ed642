/// Builds encodings by hand, right ones and wrong ones.
struct Wire {
  var bytes: [UInt8] = []

  static func number(_ value: UInt64) -> [UInt8] {
    var rest = value
    var bytes: [UInt8] = []
    while rest >= 0x80 {
      bytes.append(UInt8(rest & 0x7f) | 0x80)
      rest >>= 7
    }
    return bytes + [UInt8(rest)]
  }

  static func tag(_ field: UInt64, _ wire: UInt64) -> [UInt8] { number(field << 3 | wire) }

  static func varint(_ field: UInt64, _ value: UInt64) -> [UInt8] {
    tag(field, 0) + number(value)
  }

  static func fixed64(_ field: UInt64, _ value: UInt64) -> [UInt8] {
    tag(field, 1) + (0..<8).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }

  static func fixed32(_ field: UInt64, _ value: UInt32) -> [UInt8] {
    tag(field, 5) + (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
  }

  static func delimited(_ field: UInt64, _ value: [UInt8]) -> [UInt8] {
    tag(field, 2) + number(UInt64(value.count)) + value
  }

  static func text(_ field: UInt64, _ value: String) -> [UInt8] {
    delimited(field, Array(value.utf8))
  }

  /// Whether a well-formed encoding without groups holds a field of another wire type than `type`.
  static func holds(field: UInt64, ofOtherTypeThan type: UInt64, in bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    func varint() -> UInt64 {
      var value: UInt64 = 0
      var shift: UInt64 = 0
      while let byte = rest.popFirst() {
        value |= UInt64(byte & 0x7f) << shift
        shift += 7
        if byte < 0x80 { break }
      }
      return value
    }
    while !rest.isEmpty {
      let tag = varint()
      if tag >> 3 == field, tag & 7 != type { return true }
      switch tag & 7 {
      case 0: _ = varint()
      case 1: rest = rest.dropFirst(8)
      case 2:
        let length = Int(clamping: varint())
        rest = rest.dropFirst(length)
      default: rest = rest.dropFirst(4)
      }
    }
    return false
  }
}
