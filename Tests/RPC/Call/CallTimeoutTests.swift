import Testing

@testable import LintasRPC

/// Promise: a deadline that arrives is never read as a shorter one, whatever its unit, and one that
/// is sent is never shorter than the caller's.
@Suite struct CallTimeoutTests {
  @Test(arguments: [
    ("1n", 1 as UInt64), ("1u", 1_000), ("1m", 1_000_000), ("1S", 1_000_000_000),
    ("1M", 60_000_000_000), ("1H", 3_600_000_000_000), ("0n", 0), ("00000001S", 1_000_000_000),
    ("99999999S", 99_999_999_000_000_000), ("99999999H", UInt64.max),
  ])
  func valuesAreRead(text: String, nanoseconds: UInt64) {
    #expect(withBytes(text) { CallTimeout.parse($0) } == nanoseconds)
  }

  @Test(arguments: ["", "S", "1", "1s", "1h", "-1S", "+1S", " 1S", "1 S", "1.5S", "123456789S"])
  func malformedValuesAreSeen(text: String) {
    #expect(withBytes(text) { CallTimeout.parse($0) } == nil)
  }

  @Test(arguments: [
    (0 as UInt64, "0n"), (99_999_999, "99999999n"), (100_000_000, "100000u"),
    (100_000_001, "100001u"), (30_000_000_000, "30000000u"),
    (99_999_999_999_999, "100000S"), (UInt64.max, "5124096H"),
  ])
  func valuesAreWritten(nanoseconds: UInt64, text: String) {
    #expect(String(decoding: CallTimeout.format(nanoseconds), as: UTF8.self) == text)
  }

  @Test func whatIsWrittenIsReadAsNoLess() throws {
    var generator = SeededGenerator()
    for _ in 0..<2_000 {
      let bits = Int.random(in: 0..<64, using: &generator)
      let nanoseconds = UInt64.random(in: 0...UInt64.max, using: &generator) >> UInt64(bits)
      let read = CallTimeout.format(nanoseconds).withUnsafeBytes { CallTimeout.parse($0) }
      let value = try #require(read)
      #expect(value >= nanoseconds)
      // A coarser unit is a thousand times larger at most, so five digits always stand.
      #expect(value - nanoseconds <= nanoseconds / 99_999 + 1)
    }
  }
}
