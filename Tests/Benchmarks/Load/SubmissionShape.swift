/// What one submission leaves in the store: how many entries, and how large they are.
///
/// Found by counting: the store's tables are told apart by the first byte of the key, so the
/// entries of a table divided by the submissions are what each of them wrote to it. What is there
/// once, such as accounts and rules, counts less than half and falls out.
struct SubmissionShape {
  /// An entry that a submission writes.
  struct Entry {
    let table: UInt8
    let keyBytes: Int
    let valueBytes: Int
  }

  let entries: [Entry]
  /// How many submissions the store held.
  let submissions: Int

  /// Reads a store that may be in use.
  ///
  /// - Parameters:
  ///   - records: the folder of the store's LMDB files.
  ///   - submissions: how many submissions it holds.
  init(records: String, submissions: Int) throws {
    var sums: [UInt8: (entries: Int, keyBytes: Int, valueBytes: Int)] = [:]
    try RawEnvironment(reading: records).forEach { key, value in
      guard let table = key.first else { return }
      var sum = sums[table] ?? (0, 0, 0)
      sum.entries += 1
      sum.keyBytes += key.count
      sum.valueBytes += value.count
      sums[table] = sum
    }
    entries = sums.sorted { $0.key < $1.key }.flatMap { table, sum in
      let each = (sum.entries + submissions / 2) / submissions
      return Array(
        repeating: Entry(
          table: table, keyBytes: sum.keyBytes / sum.entries,
          valueBytes: sum.valueBytes / sum.entries),
        count: each)
    }
    self.submissions = submissions
    guard !entries.isEmpty else { throw BenchFailure("\(records) holds no submissions") }
  }

  /// Bytes of all keys and values.
  var bytes: Int { entries.reduce(0) { $0 + $1.keyBytes + $1.valueBytes } }
}
