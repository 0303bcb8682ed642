internal import LintasProtobuf
internal import LintasRecords
internal import LintasStore

/// The numbers in the store.
extension Snapshot where Self: ~Copyable {
  /// Number of the last change that is counted; 0 before the first.
  borrowing func countedPosition() throws -> UInt64 {
    try record(CountedRecord.self, at: Tables.counted.key(CaseNumbers.name))?.position ?? 0
  }

  /// The numbers of all offices as they are stored.
  borrowing func caseNumbers() throws -> CaseNumbers {
    var numbers = CaseNumbers()
    try scan(Tables.turnaround.range()) { key, value in
      let row = Key(copying: key)
      numbers.add(try Self.sums(value, at: row), to: try TurnaroundCell(row))
      return .next
    }
    try scan(Tables.backlog.range()) { key, value in
      let row = Key(copying: key)
      numbers.add(try Self.openCases(value, at: row), to: try BacklogCell(row))
      return .next
    }
    return numbers
  }

  /// The numbers of all cases, computed from the cases themselves, and how many cases there are.
  borrowing func numbersOfAllCases() throws -> (numbers: CaseNumbers, cases: Int) {
    var numbers = CaseNumbers()
    var cases = 0
    try scan(Tables.cases.range()) { key, value in
      let row = Key(copying: key)
      numbers.count(
        try value.withUnsafeBytes { try StoredValue.record(CaseRecord.self, $0, at: row) })
      cases += 1
      return .next
    }
    return (numbers, cases)
  }

  /// The sums of a stored value.
  static func sums(_ value: RawSpan, at row: Key) throws -> DurationSums {
    let record = try value.withUnsafeBytes {
      try StoredValue.record(DurationSumsRecord.self, $0, at: row)
    }
    guard let sums = DurationSums(record) else { throw RegistryError.damaged(row.bytes) }
    return sums
  }

  /// The count of a stored value.
  static func openCases(_ value: RawSpan, at row: Key) throws -> Int64 {
    try value.withUnsafeBytes { try StoredValue.record(OpenCasesRecord.self, $0, at: row) }.cases
  }
}

extension Books {
  /// Adds numbers to those that are stored, and writes up to where the changes are counted now.
  mutating func add(_ numbers: CaseNumbers, countedUpTo position: UInt64) throws {
    for (cell, added) in numbers.turnaround {
      var sums = DurationSums()
      if let stored = try record(DurationSumsRecord.self, at: cell.row) {
        guard let known = DurationSums(stored) else {
          throw RegistryError.damaged(cell.row.bytes)
        }
        sums = known
      }
      sums.add(added)
      try putAside(sums.record, at: cell.row)
    }
    for (cell, added) in numbers.backlog {
      let cases = try (record(OpenCasesRecord.self, at: cell.row)?.cases ?? 0) + added
      if cases == 0 {
        try removeAside(cell.row)
      } else {
        try putAside(OpenCasesRecord.with { $0.cases = cases }, at: cell.row)
      }
    }
    let counted = CountedRecord.with { $0.position = position }
    try putAside(counted, at: Tables.counted.key(CaseNumbers.name))
  }

  /// Stores numbers in the place of all that are stored.
  mutating func replaceNumbers(with numbers: CaseNumbers, countedUpTo position: UInt64) throws {
    for range in [Tables.turnaround.range(), Tables.backlog.range()] {
      var rows: [Key] = []
      try scan(range) { key, _ in
        rows.append(Key(copying: key))
        return .next
      }
      for row in rows { try removeAside(row) }
    }
    try add(numbers, countedUpTo: position)
  }
}

extension CaseNumbers {
  /// Under which name the position of these numbers is kept.
  fileprivate static let name = "cases"
}
