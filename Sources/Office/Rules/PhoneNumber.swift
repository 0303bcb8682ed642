/// An Indonesian mobile phone number in E.164, for example `+6281234567890`.
///
/// 1. Spaces, hyphens, dots and parentheses are dropped.
/// 2. A leading `+62`, `62` or `0` is the way into the national number.
/// 3. The national number starts with 8 (mobile) and has 9 to 12 digits.
package struct PhoneNumber: Hashable, Sendable {
  /// In E.164: `+62` and the national number.
  package let e164: String

  /// Reads a number as people write it; nil if it is no Indonesian mobile number.
  package init?(_ text: String) {
    var digits: [UInt8] = []
    for (index, character) in text.utf8.enumerated() {
      switch character {
      case UInt8(ascii: "0")...UInt8(ascii: "9"): digits.append(character)
      case UInt8(ascii: "+") where index == 0: continue
      case UInt8(ascii: " "), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "("),
        UInt8(ascii: ")"):
        continue
      default: return nil
      }
      guard digits.count <= 14 else { return nil }
    }
    if digits.starts(with: "62".utf8) {
      digits.removeFirst(2)
    } else if digits.first == UInt8(ascii: "0"), !text.hasPrefix("+") {
      digits.removeFirst()
    } else {
      return nil
    }
    guard digits.first == UInt8(ascii: "8"), (9...12).contains(digits.count) else { return nil }
    e164 = "+62" + String(decoding: digits, as: UTF8.self)
  }
}
