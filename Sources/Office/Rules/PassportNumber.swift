/// The number of an Indonesian passport: a capital letter and six to eight digits or capital
/// letters.
///
/// A filter against typing errors, not a proof; a renewal may or may not change the number.
package struct PassportNumber: Hashable, Sendable {
  /// The number in capital letters without spaces.
  package let text: String

  /// Reads a number; spaces are dropped and letters raised. Nil if it has another shape.
  package init?(_ typed: String) {
    let characters = typed.uppercased().utf8.filter { $0 != UInt8(ascii: " ") }
    let letters = UInt8(ascii: "A")...UInt8(ascii: "Z")
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    guard (7...9).contains(characters.count), letters.contains(characters[0]),
      characters.dropFirst().allSatisfy({ letters.contains($0) || digits.contains($0) })
    else { return nil }
    text = String(decoding: characters, as: UTF8.self)
  }
}
