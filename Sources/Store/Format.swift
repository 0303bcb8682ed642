/// What the store says about itself in its first table, and the check of it at start.
///
/// | key              | value                                       |
/// |------------------|---------------------------------------------|
/// | "format", 0      | `UInt32` big-endian: version of the layout  |
/// | "table", number  | the table's name, UTF-8                     |
enum Format {
  /// The version that this program writes. Whatever changes the meaning of bytes on disk raises it.
  static let version: UInt32 = 1

  private static let meta = Table<String, UInt8>(reserved: 0, "meta")
  private static let own: [TableLabel] = [
    meta.label, FeedTables.entries.label, FeedTables.topics.label,
  ]
  private static var formatKey: Key { meta.key("format", 0) }

  /// Checks an opened folder against this program's tables, and marks what is new.
  ///
  /// Throws `StoreError.formatTooNew`, `.formatUnknown` or `.tableMismatch`; then the caller drops
  /// the transaction and nothing has changed.
  static func settle(
    _ transaction: inout WriteTransaction, _ tables: [TableLabel], folder: String
  ) throws(StoreError) {
    try settleVersion(&transaction, folder: folder)
    var names: [String: UInt8] = [:]
    var numbers: [UInt8: String] = [:]
    for table in own + tables {
      if let known = numbers.updateValue(table.name, forKey: table.number) {
        throw .tableMismatch(number: table.number, name: table.name, known: known)
      }
      if names.updateValue(table.number, forKey: table.name) != nil {
        throw .tableMismatch(number: table.number, name: table.name, known: table.name)
      }
      try settleName(&transaction, table)
    }
  }

  private static func settleVersion(
    _ transaction: inout WriteTransaction, folder: String
  ) throws(StoreError) {
    var stored: [UInt8]?
    if let value = try transaction.get(formatKey) { stored = value.copyBytes() }
    guard let stored else {
      let isEmpty = try isEmpty(transaction)
      guard isEmpty else { throw .formatUnknown(path: folder) }
      var bytes: [UInt8] = []
      for shift in [24, 16, 8, 0] as [UInt32] {
        bytes.append(UInt8(truncatingIfNeeded: version >> shift))
      }
      try transaction.put(formatKey, bytes)
      return
    }
    guard stored.count == 4 else { throw .formatUnknown(path: folder) }
    let found = stored.reduce(0 as UInt32) { $0 << 8 | UInt32($1) }
    if found > version { throw .formatTooNew(found: found, known: version) }
    if found < 1 { throw .formatUnknown(path: folder) }
  }

  private static func settleName(
    _ transaction: inout WriteTransaction, _ table: TableLabel
  ) throws(StoreError) {
    let key = meta.key("table", table.number)
    var known: [UInt8]?
    if let value = try transaction.get(key) { known = value.copyBytes() }
    let name = Array(table.name.utf8)
    if let known, known != name {
      throw .tableMismatch(
        number: table.number, name: table.name, known: String(decoding: known, as: UTF8.self))
    }
    if known == nil { try transaction.put(key, name) }
  }

  /// Whether the database has no entry at all.
  private static func isEmpty(_ transaction: borrowing WriteTransaction) throws(StoreError) -> Bool
  {
    let everything = KeyRange(from: Key(bytes: [0]), upTo: Key(bytes: [255]))
    do {
      return try transaction.firstKey(everything) == nil
    } catch let error as StoreError {
      throw error
    } catch {
      throw .formatUnknown(path: "")
    }
  }
}
