/// Base 64 as gRPC's `-bin` fields use it: the standard alphabet of RFC 4648 section 4.
///
/// What we send is unpadded; what we receive may be padded or not.
enum Base64 {
  /// Appends the unpadded encoding of some bytes.
  ///
  /// - Parameters:
  ///   - bytes: what to encode, borrowed for the call.
  ///   - text: where the ASCII characters go.
  static func encode(_ bytes: UnsafeRawBufferPointer, into text: inout [UInt8]) {
    var index = 0
    while index < bytes.count {
      let left = bytes.count &- index
      let first = UInt32(bytes[index]) << 16
      let second = left > 1 ? UInt32(bytes[index &+ 1]) << 8 : 0
      let third = left > 2 ? UInt32(bytes[index &+ 2]) : 0
      let group = first | second | third
      text.append(character(group >> 18))
      text.append(character(group >> 12))
      if left > 1 { text.append(character(group >> 6)) }
      if left > 2 { text.append(character(group)) }
      index &+= 3
    }
  }

  /// Appends the bytes that a text stands for.
  ///
  /// - Parameters:
  ///   - text: padded or unpadded base 64, borrowed for the call.
  ///   - bytes: where the decoded bytes go; unspecified if the text is no base 64.
  /// - Returns: whether the text is base 64.
  static func decode(_ text: UnsafeRawBufferPointer, into bytes: inout [UInt8]) -> Bool {
    var count = text.count
    while count > 0, text.count &- count < 2, text[count &- 1] == 0x3D { count &-= 1 }
    if count != text.count && text.count % 4 != 0 { return false }
    if count % 4 == 1 { return false }
    var group: UInt32 = 0
    var bits: UInt32 = 0
    for index in 0..<count {
      guard let value = value(text[index]) else { return false }
      group = group << 6 | value
      bits &+= 6
      if bits >= 8 {
        bits &-= 8
        bytes.append(UInt8(truncatingIfNeeded: group >> bits))
      }
    }
    return true
  }

  /// The length of the unpadded encoding of `count` bytes.
  static func encodedCount(_ count: Int) -> Int { (count * 4 + 2) / 3 }

  /// The character of the low six bits.
  private static func character(_ bits: UInt32) -> UInt8 {
    let value = UInt8(truncatingIfNeeded: bits & 0x3F)
    switch value {
    case 0..<26: return 0x41 &+ value
    case 26..<52: return 0x61 &+ (value &- 26)
    case 52..<62: return 0x30 &+ (value &- 52)
    case 62: return 0x2B
    default: return 0x2F
    }
  }

  private static func value(_ character: UInt8) -> UInt32? {
    switch character {
    case 0x41...0x5A: UInt32(character &- 0x41)
    case 0x61...0x7A: UInt32(character &- 0x61) &+ 26
    case 0x30...0x39: UInt32(character &- 0x30) &+ 52
    case 0x2B: 62
    case 0x2F: 63
    default: nil
    }
  }
}
