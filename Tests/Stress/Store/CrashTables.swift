internal import LintasStore

/// What one write of the crash test leaves in the store: a row, an index entry and a feed entry,
/// which belong together.
enum CrashTables {
  static let rows = Table<UInt64>(20, "rows")
  static let index = Table<UInt64, UInt64>(21, "rows_by_remainder")
  static let topic = Topic("rows")
  static var labels: [TableLabel] { [rows.label, index.label] }

  /// Writes the row of `number` and what belongs to it.
  static func put(_ number: UInt64, _ transaction: inout WriteTransaction) throws {
    let value = [UInt8](repeating: UInt8(truncatingIfNeeded: number), count: 300)
    try transaction.put(rows.key(number), value)
    try transaction.moveIndex(from: nil, to: index.key(number % 7, number))
    try transaction.announce(topic, Array("\(number)".utf8))
  }

  /// The numbers whose row, index entry and feed entry are all there. Throws `HalfWritten` when
  /// one has some of them only.
  static func verify(_ snapshot: borrowing ReadTransaction) throws -> Set<UInt64> {
    var found: Set<UInt64> = []
    try snapshot.scan(rows.range()) { key, value in
      let number = try rows.parts(of: key)
      guard value.byteCount == 300,
        value.copyBytes().allSatisfy({ $0 == UInt8(truncatingIfNeeded: number) })
      else { throw HalfWritten(what: "row \(number)") }
      found.insert(number)
      return .next
    }
    var indexed: Set<UInt64> = []
    try snapshot.scan(index.range()) { key, _ in
      indexed.insert(try index.parts(of: key).1)
      return .next
    }
    let announced = try snapshot.changes(after: 0, limit: .max).entries.map { entry in
      UInt64(String(decoding: entry.payload, as: UTF8.self)) ?? .max
    }
    guard indexed == found else { throw HalfWritten(what: "index") }
    guard Set(announced) == found, announced.count == found.count else {
      throw HalfWritten(what: "feed")
    }
    return found
  }

  /// Something that belongs together is not together.
  struct HalfWritten: Error {
    let what: String
  }
}
