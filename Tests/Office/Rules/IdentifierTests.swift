internal import LintasOffice
internal import Testing

/// Promise: an identifier sorts by time, survives dictation, and notices every typing error of the
/// common kinds.
@Suite struct IdentifierTests {
  private static let sample = Identifier(
    at: Moment(seconds: 1_790_000_000),
    random: [0x12, 0x34, 0x56, 0x78, 0x9A, 0xBC, 0xDE, 0xF0, 0x80])

  /// Promise: the text is 19 characters, shown in groups, and read back in any manner of typing.
  @Test func readsWhatPeopleType() {
    let text = Self.sample.text
    #expect(text.utf8.count == 19)
    #expect(Self.sample.grouped.split(separator: "-").map(\.count) == [5, 5, 5, 4])
    let sloppy = text.lowercased().map { $0 == "0" ? "o" : $0 == "1" ? "l" : $0 }
    for typed in [text, Self.sample.grouped, text.lowercased(), String(sloppy), " \(text) "] {
      #expect(Identifier(typed) == Self.sample)
    }
    for wrong in ["", "ABC", text + "0", String(text.dropLast()), "U" + text.dropFirst()] {
      #expect(Identifier(wrong) == nil)
    }
  }

  /// Promise: any single wrong character is noticed.
  @Test func noticesEverySubstitution() {
    let characters = Array(Self.sample.text)
    for place in characters.indices {
      for other in "0123456789ABCDEFGHJKMNPQRSTVWXYZ" where other != characters[place] {
        var wrong = characters
        wrong[place] = other
        #expect(Identifier(String(wrong)) == nil)
      }
    }
  }

  /// Promise: any swap of two different characters is noticed.
  @Test func noticesEverySwap() {
    let characters = Array(Self.sample.text)
    for first in characters.indices {
      for second in characters.indices where characters[first] != characters[second] {
        var wrong = characters
        wrong.swapAt(first, second)
        #expect(Identifier(String(wrong)) == nil)
      }
    }
  }

  /// Promise: identifiers of a later minute sort after those of an earlier one, whatever is random.
  @Test func sortsByMinute() {
    let random = [[UInt8](repeating: 0xFF, count: 9), [UInt8](repeating: 0, count: 9)]
    var last = ""
    for minute in stride(from: Int64(0), through: 33_554_431, by: 99_991) {
      let moment = Moment(seconds: 1_577_836_800 + minute * 60)
      let identifier = Identifier(at: moment, random: random[Int(minute % 2)])
      #expect(identifier.text > last)
      last = identifier.text
    }
  }

  /// Promise: bytes come back from base 32 unchanged, and no second text means the same bytes.
  @Test func base32RoundTrip() {
    for count in 0...40 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ count) }
      #expect(CrockfordBase32.bytes(CrockfordBase32.text(bytes)) == bytes)
    }
    #expect(CrockfordBase32.bytes("ZZ") == nil)
    #expect(CrockfordBase32.bytes("Z") == nil)
    #expect(CrockfordBase32.bytes("!0") == nil)
  }
}
