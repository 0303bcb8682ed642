internal import LintasStore
internal import LintasProtobuf
internal import LintasRecords

/// Reference data in the store.
extension Registry {
  /// Adds rows to the reference data and puts them in force. A row with table, key and first day of
  /// an older one takes its place; all others stay.
  ///
  /// - Returns: how many rows the reference data have now.
  /// - Throws: `ReferenceFaults` if the whole would not make sense; then nothing is changed.
  package func load(_ lines: [ReferenceLine]) async throws -> Int {
    let (book, count) = try await write(.loadReference, by: .console) { books in
      for line in lines {
        let key = Tables.reference.key(
          line.table.rawValue, line.key, line.validFrom.dayNumber)
        try books.put(line.row, at: key)
      }
      books.concerns("reference")
      let all = try books.referenceLines()
      // Faults name the lines of the file where they can; stored rows have line 0.
      return (try ReferenceBook(Self.joined(all, lines)), all.count)
    }
    adopt(book)
    return count
  }

  /// What an operator should be told about the reference data, as a sentence; nil if all is well:
  /// that days are promised by now in a year whose holidays are not loaded.
  package var referenceWarning: String? {
    guard let year = currentRules?.yearWithoutHolidays(from: now.officeDay) else { return nil }
    return "days are promised in \(year), whose holidays are not loaded: "
      + "load them when the joint decree for \(year) is out"
  }

  private static func joined(
    _ stored: [ReferenceLine], _ read: [ReferenceLine]
  ) -> [ReferenceLine] {
    func name(_ line: ReferenceLine) -> String {
      "\(line.table.rawValue)|\(line.key)|\(line.validFrom)"
    }
    let fresh = Set(read.map(name))
    return stored.filter { !fresh.contains(name($0)) } + read
  }
}

extension Snapshot where Self: ~Copyable {
  /// All rows of reference data, in the order of their keys.
  borrowing func referenceLines() throws -> [ReferenceLine] {
    var lines: [ReferenceLine] = []
    try scan(Tables.reference.range()) { key, value in
      let place = Key(copying: key)
      let row = try value.withUnsafeBytes {
        try StoredValue.record(ReferenceRow.self, $0, at: place)
      }
      guard let line = ReferenceLine(row) else { throw RegistryError.damaged(place.bytes) }
      lines.append(line)
      return .next
    }
    return lines
  }
}
