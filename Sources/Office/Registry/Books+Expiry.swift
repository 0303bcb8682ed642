internal import LintasProtobuf
internal import LintasStore

/// Rows that live for a time: they are kept beside an index by the moment of their end.
extension Books {
  /// Removes up to two rows whose end has passed, with their index entries. Every change that adds
  /// such a row calls it, so a table can only shrink while nothing is added.
  mutating func forgetExpired(
    _ byEnd: Table<KeyTime, [UInt8]>, of rows: Table<[UInt8]>
  ) throws {
    var expired: [(entry: Key, row: [UInt8])] = []
    try scan(byEnd.range()) { key, _ in
      let (end, row) = try byEnd.parts(of: key)
      guard end <= now.keyTime, expired.count < 2 else { return .stop }
      expired.append((Key(copying: key), row))
      return .next
    }
    for (entry, row) in expired {
      try moveIndex(from: entry, to: nil)
      try moveIndex(from: rows.key(row), to: nil)
    }
  }
}
