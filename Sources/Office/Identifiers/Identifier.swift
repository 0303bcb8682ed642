/// The identifier of an account or application: 19 characters of Crockford's base 32.
///
/// ```
/// 3K7Q0 VB8ZC 41N5D W2RY
/// └─┬─┘ └──────┬──────┘└ check, 5 bits
/// minute     random, 13 characters, 65 bits
/// ```
/// - The first five characters count minutes from 2020-01-01 UTC (until 2083), so that identifiers,
///   and the rows that they are keys of, grow with time.
/// - 65 random bits make guessing hopeless; still no identifier alone opens a file.
/// - The check character makes the sum over i of αⁱ·cᵢ zero in GF(32), α a root of x⁵+x²+1. Since
///   the powers of α differ, every single wrong character and every swap of two characters is
///   noticed.
package struct Identifier: Hashable, Sendable {
  /// Canonical text: 19 capital characters without hyphens.
  package let text: String

  /// Number of characters.
  package static let length = 19

  /// 2020-01-01T00:00:00Z, in seconds since 1970.
  private static let epochSeconds: Int64 = 1_577_836_800

  /// A new identifier made at `moment` with nine random bytes, of which 65 bits are used.
  ///
  /// - Precondition: `random` holds at least nine bytes.
  package init(at moment: Moment, random: [UInt8]) {
    precondition(random.count >= 9, "an identifier takes nine random bytes")
    let minute = max(0, (moment.seconds - Self.epochSeconds) / 60)
    var values = (0..<5).map { UInt8(truncatingIfNeeded: minute >> Int64(20 - 5 * $0)) & 31 }
    var bits: UInt32 = 0
    var held = 0
    for byte in random.prefix(9) {
      bits = bits << 8 | UInt32(byte)
      held += 8
      while held >= 5 && values.count < 18 {
        held -= 5
        values.append(UInt8(truncatingIfNeeded: bits >> UInt32(held)) & 31)
      }
    }
    values.append(Self.check(values))
    text = Self.text(values)
  }

  /// Reads an identifier as a person may have typed it: any case, with or without hyphens and
  /// spaces, I and L for 1, O for 0. Nil if the length or the check character is wrong.
  package init?(_ typed: String) {
    guard Self.isOne(typed.utf8Span.span) else { return nil }
    text = Self.text(typed.utf8.compactMap(CrockfordBase32.value))
  }

  /// Whether `init(_:)` would read the text. Takes no memory: it is asked on every call that names
  /// an identifier.
  package static func isOne(_ typed: Span<UInt8>) -> Bool {
    var count = 0
    var sum: UInt8 = 0
    for index in typed.indices {
      let character = typed[index]
      if character == UInt8(ascii: "-") || character == UInt8(ascii: " ") { continue }
      guard count < length, let value = CrockfordBase32.value(character) else { return false }
      // With the check character, whose weight is one, the whole sum is zero.
      sum = times2(sum) ^ value
      count += 1
    }
    return count == length && sum == 0
  }

  /// The canonical text of an identifier that a request names.
  ///
  /// - Throws: `Refusal.notFound` for text that is none: there is nothing under it.
  package static func canonical(_ typed: String) throws(Refusal) -> String {
    guard let identifier = Identifier(typed) else { throw .notFound(typed) }
    return identifier.text
  }

  /// For people: groups of 5, 5, 5 and 4 characters joined by hyphens.
  package var grouped: String {
    let characters = Array(text.utf8)
    return stride(from: 0, to: characters.count, by: 5)
      .map { String(decoding: characters[$0..<min($0 + 5, characters.count)], as: UTF8.self) }
      .joined(separator: "-")
  }

  /// The canonical text of values.
  private static func text(_ values: [UInt8]) -> String {
    String(unsafeUninitializedCapacity: values.count) { text in
      for index in values.indices { text[index] = CrockfordBase32.character(values[index]) }
      return values.count
    }
  }

  /// The value that makes the whole sum zero, the check character having weight one.
  private static func check(_ values: [UInt8]) -> UInt8 {
    times2(values.reduce(UInt8(0)) { times2($0) ^ $1 })
  }

  /// Multiplies by α in GF(32).
  private static func times2(_ value: UInt8) -> UInt8 {
    let doubled = value << 1
    return doubled & 32 == 0 ? doubled : (doubled ^ 0b100101)
  }
}

extension Identifier: CustomStringConvertible {
  /// In groups, as people see it.
  package var description: String { grouped }
}
