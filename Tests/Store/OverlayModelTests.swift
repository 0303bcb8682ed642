@testable internal import LintasStore
internal import Testing

/// The overlay against the plainest possible model: a dictionary that is sorted when it is scanned.
struct OverlayModelTests {
  private typealias Model = [Key: [UInt8]]

  /// Promise: within a closure, gets and scans in both directions show what a dictionary would
  /// show; after it, the store holds the dictionary, or, when the closure threw, the one before.
  @Test(arguments: 0..<4) func behavesLikeADictionary(run: Int) async throws {
    let seed = SeededGenerator.freshSeed &+ UInt64(run)
    print("seed \(seed)")
    let folder = try TemporaryFolder()
    let store = try TestTables.open(folder)
    var random = SeededGenerator(seed: seed)
    var model: Model = [:]
    for _ in 0..<60 {
      let before = model
      let throwsAtEnd = random.next() % 3 == 0
      let closureSeed = random.next()
      do {
        model = try await store.write { transaction in
          var random = SeededGenerator(seed: closureSeed)
          var model = before
          for _ in 0..<random.next() % 60 {
            try Self.step(&transaction, &model, &random)
          }
          if throwsAtEnd { throw Refused() }
          return model
        }
      } catch is Refused {
        model = before
      }
      let expected = model
      try store.read { snapshot in
        try Self.compare(snapshot, expected, TestTables.words.range(), .forward)
        try Self.compare(snapshot, expected, TestTables.words.range(), .backward)
      }
    }
  }

  private static func step(
    _ transaction: inout WriteTransaction, _ model: inout Model, _ random: inout SeededGenerator
  ) throws {
    let key = Self.key(&random)
    switch random.next() % 10 {
    case 0..<4:
      let value = [UInt8](repeating: UInt8(truncatingIfNeeded: random.next()), count: size(&random))
      try transaction.put(key, value)
      model[key] = value
    case 4..<7:
      try transaction.delete(key)
      model[key] = nil
    case 7:
      let value = try transaction.get(key)?.copyBytes()
      #expect(value == model[key])
    default:
      let (low, high) = (key, Self.key(&random))
      let range = KeyRange(from: min(low, high), upTo: max(low, high))
      try compare(transaction, model, range, random.next() % 2 == 0 ? .forward : .backward)
    }
  }

  private static func compare(
    _ snapshot: borrowing some Snapshot & ~Copyable, _ model: Model, _ range: KeyRange,
    _ order: ScanOrder
  ) throws {
    var found: [(Key, [UInt8])] = []
    try snapshot.scan(range, order) { key, value in
      found.append((Key(copying: key), value.copyBytes()))
      return .next
    }
    var expected = model.filter { range.lower <= $0.key && $0.key < range.upper }
      .sorted { $0.key < $1.key }
    if order == .backward { expected.reverse() }
    #expect(found.map(\.0) == expected.map(\.key))
    #expect(found.map(\.1) == expected.map(\.value))
    let (first, count) = (try snapshot.firstKey(range, order), try snapshot.count(range, limit: 3))
    #expect(first == expected.first?.key)
    #expect(count == min(3, expected.count))
  }

  private static func key(_ random: inout SeededGenerator) -> Key {
    let alphabet = ["a", "b", "c", "\u{0}"]
    let count = random.next() % 4
    return TestTables.words.key(
      (0..<count).map { _ in alphabet.randomElement(using: &random) ?? "" }.joined())
  }

  /// Mostly small, now and then larger than a page.
  private static func size(_ random: inout SeededGenerator) -> Int {
    Int(random.next() % 20 == 0 ? random.next() % 20_000 : random.next() % 30)
  }
}
