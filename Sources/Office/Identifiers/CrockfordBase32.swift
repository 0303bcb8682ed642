/// Crockford's base 32: digits and capital letters without I, L, O and U, five bits a character.
///
/// Values sort as their text does. Reading forgives lower case and the look-alikes I, L (for 1) and
/// O (for 0).
package enum CrockfordBase32 {
  private static let alphabet = Array("0123456789ABCDEFGHJKMNPQRSTVWXYZ".utf8)

  /// The value of every byte as a character, forgiving; `none` if it is no character.
  private static let values: [UInt8] = {
    var values = Array(repeating: none, count: 256)
    for (value, character) in alphabet.enumerated() {
      values[Int(character)] = UInt8(value)
      // Letters may be small ones.
      if character >= UInt8(ascii: "A") { values[Int(character) + 0x20] = UInt8(value) }
    }
    for character in "Oo".utf8 { values[Int(character)] = 0 }
    for character in "IiLl".utf8 { values[Int(character)] = 1 }
    return values
  }()
  private static let none = UInt8.max

  /// The character for the lowest five bits of `value`.
  package static func character(_ value: UInt8) -> UInt8 {
    alphabet[Int(value & 31)]
  }

  /// The value of a character, forgiving; nil if it is none.
  package static func value(_ character: UInt8) -> UInt8? {
    let value = values[Int(character)]
    return value == none ? nil : value
  }

  /// Text for any bytes, most significant bit first, the last character filled with zero bits.
  package static func text(_ bytes: [UInt8]) -> String {
    var output: [UInt8] = []
    output.reserveCapacity((bytes.count * 8 + 4) / 5)
    var bits: UInt32 = 0
    var held = 0
    for byte in bytes {
      bits = bits << 8 | UInt32(byte)
      held += 8
      while held >= 5 {
        held -= 5
        output.append(character(UInt8(truncatingIfNeeded: bits >> UInt32(held))))
      }
    }
    if held > 0 { output.append(character(UInt8(truncatingIfNeeded: bits << UInt32(5 - held)))) }
    return String(decoding: output, as: UTF8.self)
  }

  /// The bytes that `text(_:)` wrote; nil for a wrong character, a wrong length or set filling
  /// bits.
  package static func bytes(_ text: String) -> [UInt8]? {
    var output: [UInt8] = []
    output.reserveCapacity(text.utf8.count * 5 / 8)
    var bits: UInt32 = 0
    var held = 0
    for character in text.utf8 {
      guard let value = value(character) else { return nil }
      bits = bits << 5 | UInt32(value)
      held += 5
      if held >= 8 {
        held -= 8
        output.append(UInt8(truncatingIfNeeded: bits >> UInt32(held)))
      }
    }
    guard held < 5, bits & (1 << UInt32(held) - 1) == 0 else { return nil }
    return output
  }
}
