@testable internal import LintasStore
internal import Testing

/// The codec's promise: keys sort like the tuples they were made of, and can be taken apart again.
struct KeyOrderTests {
  /// Promise: for random values of every type, the order of the bytes is the order of the values.
  @Test func bytesSortLikeValues() throws {
    var random = SeededGenerator()
    print("seed \(random.seed)")
    for _ in 0..<20_000 {
      compare(UInt64.random(in: .min ... .max, using: &random), nearby(&random), <)
      compare(Int64(truncatingIfNeeded: random.next()), Int64(nearby(&random)) - 4, <)
      compare(Int32(truncatingIfNeeded: random.next()), Int32(truncatingIfNeeded: random.next()), <)
      compare(Int8(truncatingIfNeeded: random.next()), Int8(truncatingIfNeeded: random.next()), <)
      compare(bytes(&random), bytes(&random)) { $0.lexicographicallyPrecedes($1) }
      compare(text(&random), text(&random)) { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      compare(time(&random), time(&random), <)
    }
  }

  /// Promise: a tuple sorts by its first component, then by the second, whatever follows a string.
  @Test func tuplesSortByTheirPartsInTurn() throws {
    var random = SeededGenerator()
    print("seed \(random.seed)")
    let table = Table<[UInt8], Descending<UInt16>, String>(30, "tuples")
    typealias Row = ([UInt8], UInt16, String)
    func row() -> Row {
      (bytes(&random), UInt16.random(in: 0...3, using: &random), text(&random))
    }
    func isBefore(_ left: Row, _ right: Row) -> Bool {
      if left.0 != right.0 { return left.0.lexicographicallyPrecedes(right.0) }
      if left.1 != right.1 { return left.1 > right.1 }
      return left.2.utf8.lexicographicallyPrecedes(right.2.utf8)
    }
    for _ in 0..<20_000 {
      let (left, right) = (row(), row())
      let leftKey = table.key(left.0, Descending(left.1), left.2)
      let rightKey = table.key(right.0, Descending(right.1), right.2)
      #expect((leftKey < rightKey) == isBefore(left, right), "\(left) \(right)")
      let parts = try table.parts(of: leftKey)
      #expect(parts.0 == left.0 && parts.1.value == left.1 && parts.2 == left.2)
    }
  }

  /// Promise: a range holds exactly the keys that start with the given components.
  @Test func rangesHoldWhatStartsWithThePrefix() {
    var random = SeededGenerator()
    print("seed \(random.seed)")
    let table = Table<[UInt8], UInt8>(31, "ranges")
    for _ in 0..<20_000 {
      let (prefix, other) = (bytes(&random), bytes(&random))
      let range = table.range(prefix)
      let key = table.key(other, UInt8(truncatingIfNeeded: random.next()))
      #expect((range.lower <= key && key < range.upper) == (prefix == other), "\(prefix) \(other)")
    }
    let all = table.range()
    #expect(all.lower.bytes == [31] && all.upper.bytes == [32])
  }

  /// Promise: nil sorts before every value, enums like their raw values, and both come back.
  @Test func optionalsAndEnumsHaveAnOrder() throws {
    enum Stage: UInt8, KeyComponent, CaseIterable { case draft, filed, decided }
    let table = Table<Stage?, Bool>(32, "stages")
    var last = table.key(nil, true)
    for stage in Stage.allCases {
      let key = table.key(stage, false)
      #expect(last < key)
      #expect(try table.parts(of: key).0 == stage)
      last = key
    }
    #expect(try table.parts(of: table.key(nil, true)).0 == nil)
  }

  /// Promise: bytes that are no key of the table are refused, however they are cut or turned.
  @Test func damagedKeysAreRefused() throws {
    let table = Table<String, UInt32, Bool>(33, "damaged")
    let good = table.key("a\u{0}b", 7, true).bytes
    for count in 0..<good.count {
      #expect(throws: StoreError.keyMalformed) {
        try table.parts(of: Key(bytes: Array(good[..<count])))
      }
    }
    #expect(throws: StoreError.keyMalformed) { try table.parts(of: Key(bytes: good + [0])) }
    var random = SeededGenerator()
    for _ in 0..<20_000 {
      var bytes = good
      bytes[Int(random.next() % UInt64(good.count))] ^= UInt8(truncatingIfNeeded: random.next())
      // Whatever comes out, nothing traps, and what comes out is written as it came in.
      if let parts = try? table.parts(of: Key(bytes: bytes)) {
        #expect(table.key(parts.0, parts.1, parts.2).bytes == bytes)
      }
    }
  }

  private func compare<Part: KeyComponent & Equatable>(
    _ left: Part, _ right: Part, _ isBefore: (Part, Part) -> Bool
  ) {
    let table = Table<Part>(29, "part")
    let (leftKey, rightKey) = (table.key(left), table.key(right))
    #expect((leftKey < rightKey) == isBefore(left, right), "\(left) \(right)")
    // For texts this is stricter than `==`, which takes two spellings of a letter for one.
    let isSame = !isBefore(left, right) && !isBefore(right, left)
    #expect((leftKey == rightKey) == isSame, "\(left) \(right)")
    #expect((try? table.parts(of: leftKey)) == left)
    let backwards = Table<Descending<Part>>(28, "backwards")
    let (leftBack, rightBack) = (backwards.key(.init(left)), backwards.key(.init(right)))
    #expect((rightBack < leftBack) == isBefore(left, right), "\(left) \(right)")
    #expect((try? backwards.parts(of: leftBack))?.value == left)
  }

  private func nearby(_ random: inout SeededGenerator) -> UInt64 { random.next() % 9 }

  private func time(_ random: inout SeededGenerator) -> KeyTime {
    KeyTime(
      seconds: Int64(nearby(&random)) - 4, nanoseconds: UInt32(random.next() % 1_000_000_000))
  }

  /// Short, and of few different bytes, so that prefixes, equal values and marks are common.
  private func bytes(_ random: inout SeededGenerator) -> [UInt8] {
    let alphabet: [UInt8] = [0x00, 0x00, 0x01, 0x61, 0xFE, 0xFF, 0xFF]
    return (0..<random.next() % 5).map { _ in alphabet.randomElement(using: &random) ?? 0 }
  }

  private func text(_ random: inout SeededGenerator) -> String {
    let alphabet = ["\u{0}", "\u{0}", "\u{1}", "a", "ä", "é", "e\u{301}", "\u{10FFFF}", "😀"]
    return (0..<random.next() % 5).map { _ in alphabet.randomElement(using: &random) ?? "" }
      .joined()
  }
}
