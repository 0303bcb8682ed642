/// Dated rows by key. Of two rows of one key that hold on the same day, the one with the later
/// first day counts: so a new rule is one more row, and what held before stays readable.
package struct DatedTable<Value: Sendable>: Sendable {
  /// Keys in the order of their first row.
  private let keys: [String]

  /// Rows of each key, the latest first day first.
  private let rowsByKey: [String: [DatedRow<Value>]]

  /// A table of these rows, in any order; `rows(on:)` keeps the order of first appearance.
  package init(_ rows: [DatedRow<Value>]) {
    var keys: [String] = []
    var byKey: [String: [DatedRow<Value>]] = [:]
    for row in rows {
      if byKey[row.key] == nil { keys.append(row.key) }
      byKey[row.key, default: []].append(row)
    }
    self.keys = keys
    rowsByKey = byKey.mapValues { $0.sorted { $0.validFrom > $1.validFrom } }
  }

  /// The row of `key` that holds on `day`.
  package func row(_ key: String, on day: CivilDate) -> DatedRow<Value>? {
    rowsByKey[key]?.first { $0.holds(on: day) }
  }

  /// Every row that holds on `day`, one a key.
  package func rows(on day: CivilDate) -> [DatedRow<Value>] {
    keys.compactMap { row($0, on: day) }
  }

  /// Every row, whenever it holds.
  package var allRows: [DatedRow<Value>] {
    keys.flatMap { rowsByKey[$0] ?? [] }
  }
}
