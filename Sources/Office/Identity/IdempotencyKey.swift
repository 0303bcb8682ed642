/// The 128 random bits by which a caller marks a change, so that a repetition is known as one.
///
/// Written in metadata as 32 hexadecimal digits or as a UUID (8-4-4-4-12), in any case.
package struct IdempotencyKey: Hashable, Sendable {
  /// The sixteen bytes.
  package let bytes: [UInt8]

  /// Reads a key; nil if the text has another form.
  package init?(_ text: String) {
    let characters = Array(text.utf8)
    let digits: [UInt8]
    switch characters.count {
    case 32: digits = characters
    case 36:
      let hyphen = UInt8(ascii: "-")
      guard [8, 13, 18, 23].allSatisfy({ characters[$0] == hyphen }) else { return nil }
      digits = characters.filter { $0 != hyphen }
    default: return nil
    }
    guard digits.count == 32 else { return nil }
    var bytes: [UInt8] = []
    for index in stride(from: 0, to: 32, by: 2) {
      guard let high = Self.value(digits[index]), let low = Self.value(digits[index + 1]) else {
        return nil
      }
      bytes.append(high << 4 | low)
    }
    self.bytes = bytes
  }

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): digit - UInt8(ascii: "A") + 10
    default: nil
    }
  }
}
