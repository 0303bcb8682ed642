/// The percent encoding of `grpc-message` (PROTOCOL-HTTP2.md, "Status-Message").
///
/// The text is UTF-8; every byte outside 0x20...0x7E and the percent sign itself is written as
/// `%` and two upper-case hexadecimal digits. HTTP forbids a space at either end of a value
/// (RFC 9113 section 8.2.1), so such a space is encoded too.
enum StatusMessage {
  /// Encodes a text, cut after the last whole character that fits.
  ///
  /// - Parameters:
  ///   - text: any text.
  ///   - limit: the most bytes that the encoded value may have.
  /// - Returns: a field value of at most `limit` bytes.
  static func encode(_ text: String, limit: Int = Int.max) -> [UInt8] {
    var encoded: [UInt8] = []
    for scalar in text.unicodeScalars {
      let mark = encoded.count
      for byte in scalar.utf8 {
        if isPlain(byte) && !(byte == space && encoded.isEmpty) {
          encoded.append(byte)
        } else {
          appendEscaped(byte, to: &encoded)
        }
      }
      if encoded.count > limit {
        encoded.removeSubrange(mark...)
        break
      }
    }
    while encoded.last == space {
      encoded.removeLast()
      if encoded.count <= limit - 3 { appendEscaped(space, to: &encoded) }
    }
    return encoded
  }

  /// Decodes a field value. It never fails: a broken escape stands as it came, and bytes that
  /// are no UTF-8 become the replacement character.
  ///
  /// - Parameter value: the bytes of the field, borrowed for the call.
  static func decode(_ value: UnsafeRawBufferPointer) -> String {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(value.count)
    var index = 0
    while index < value.count {
      let byte = value[index]
      if byte == percent, index &+ 2 < value.count,
        let high = digit(value[index &+ 1]), let low = digit(value[index &+ 2])
      {
        bytes.append(high << 4 | low)
        index &+= 3
      } else {
        bytes.append(byte)
        index &+= 1
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static let space: UInt8 = 0x20
  private static let percent: UInt8 = 0x25

  private static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte <= 0x7E && byte != percent
  }

  private static func appendEscaped(_ byte: UInt8, to encoded: inout [UInt8]) {
    encoded.append(percent)
    encoded.append(hexadecimal(byte >> 4))
    encoded.append(hexadecimal(byte & 0xF))
  }

  private static func hexadecimal(_ nibble: UInt8) -> UInt8 {
    nibble < 10 ? 0x30 &+ nibble : 0x37 &+ nibble
  }

  private static func digit(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte &- 0x30
    case 0x41...0x46: byte &- 0x37
    case 0x61...0x66: byte &- 0x57
    default: nil
    }
  }
}
