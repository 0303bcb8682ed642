internal import LintasMessages

/// Turns rows of text into typed tables, sorted by key, and collects every fault on the way.
struct ReferenceBuilder {
  let lines: [ReferenceTable: [ReferenceLine]]
  private(set) var faults: [ReferenceFault] = []

  init(_ lines: [ReferenceLine]) {
    self.lines = Dictionary(grouping: lines, by: \.table)
      .mapValues { $0.sorted { ($0.key, $0.validFrom) < ($1.key, $1.validFrom) } }
    for (table, rows) in self.lines {
      var seen: Set<String> = []
      for row in rows where !seen.insert("\(row.key)|\(row.validFrom)").inserted {
        fault(row, "[\(table.rawValue)] has '\(row.key)' from \(row.validFrom) twice")
      }
    }
  }

  /// A table whose rows `convert` understands; a nil leaves the row out, a fault having been named.
  mutating func table<Value>(
    _ table: ReferenceTable, _ convert: (inout ReferenceBuilder, ReferenceLine) -> Value?
  ) -> DatedTable<Value> {
    var rows: [DatedRow<Value>] = []
    for line in lines[table] ?? [] {
      guard let value = convert(&self, line) else { continue }
      rows.append(
        DatedRow(
          key: line.key, value: value, legalBasis: line.legalBasis, validFrom: line.validFrom,
          validUntil: line.validUntil))
    }
    return DatedTable(rows)
  }

  mutating func tariffs() -> DatedTable<Tariff> {
    table(.tariff) { builder, line in
      guard let rupiah = builder.number(line, 0, in: 0...1_000_000_000_000) else { return nil }
      let description = Phrase(id: line.values[1], en: line.values[2])
      return Tariff(rupiah: Int64(rupiah), description: description)
    }
  }

  mutating func numbers(_ name: ReferenceTable, _ range: ClosedRange<Int>) -> DatedTable<Int> {
    table(name) { builder, line in builder.number(line, 0, in: range) }
  }

  mutating func grades() -> DatedTable<SatisfactionBand> {
    let words: [String: SatisfactionGrade] = [
      "satisfaction.A": .a, "satisfaction.B": .b, "satisfaction.C": .c, "satisfaction.D": .d,
    ]
    return table(.grade) { builder, line in
      let from = builder.number(line, 0, in: 0...10_000)
      guard let grade = words[line.key] else {
        builder.fault(line, "the key is no grade: '\(line.key)'")
        return nil
      }
      guard let from else { return nil }
      return SatisfactionBand(
        grade: grade, from: from, text: Phrase(id: line.values[1], en: line.values[2]))
    }
  }

  mutating func names(_ name: ReferenceTable) -> DatedTable<String> {
    table(name) { builder, line in
      if line.values[0].isEmpty { builder.fault(line, "the name is empty") }
      return line.values[0]
    }
  }

  mutating func holidays() -> DatedTable<CivilDate> {
    table(.holiday) { builder, line in
      if !["holiday", "collective_leave", "closure"].contains(line.values[1]) {
        builder.fault(
          line, "kind is none of holiday, collective_leave, closure: '\(line.values[1])'")
      }
      guard let day = CivilDate(line.key) else {
        builder.fault(line, "the key is no day YYYY-MM-DD: '\(line.key)'")
        return nil
      }
      return day
    }
  }

  mutating func products() -> DatedTable<(office: String, kind: PassportKind)> {
    let words: [String: PassportKind] = ["ordinary": .ordinary, "electronic": .electronic]
    return table(.product) { builder, line in
      builder.checkOffice(line, line.values[0])
      guard let kind = builder.word(line, 1, of: words) else { return nil }
      return (office: line.values[0], kind: kind)
    }
  }

  mutating func districts() -> DatedTable<String> {
    table(.district) { builder, line in
      builder.checkOffice(line, line.values[1])
      return line.values[1]
    }
  }

  mutating func documents() -> DatedTable<DocumentRequirement> {
    let circumstances = Dictionary(
      uniqueKeysWithValues: DocumentCircumstance.allCases.map { ($0.rawValue, $0) })
    return table(.document) { builder, line in
      let document = builder.word(line, 0, of: DocumentKind.names)
      let circumstance = builder.word(line, 1, of: circumstances)
      guard let document, let circumstance else { return nil }
      return DocumentRequirement(
        document: document, circumstance: circumstance,
        description: Phrase(id: line.values[2], en: line.values[3]))
    }
  }

  /// Names a fault for each key that the table lacks.
  mutating func require(_ table: ReferenceTable, _ keys: [String]) {
    let present = Set((lines[table] ?? []).map(\.key))
    for key in keys where !present.contains(key) {
      faults.append(ReferenceFault(line: 0, "[\(table.rawValue)] lacks the row '\(key)'"))
    }
  }

  private mutating func checkOffice(_ line: ReferenceLine, _ code: String) {
    if !(lines[.office] ?? []).contains(where: { $0.key == code }) {
      fault(line, "there is no office '\(code)'")
    }
  }

  mutating func number(
    _ line: ReferenceLine, _ column: Int, in range: ClosedRange<Int>
  ) -> Int? {
    let text = line.values[column]
    if let value = Int(text), range.contains(value), String(value) == text { return value }
    let name = line.table.columns[column]
    fault(
      line, "\(name) is no whole number from \(range.lowerBound) to \(range.upperBound): '\(text)'")
    return nil
  }

  private mutating func word<Value>(
    _ line: ReferenceLine, _ column: Int, of words: [String: Value]
  ) -> Value? {
    if let value = words[line.values[column]] { return value }
    let known = words.keys.sorted().joined(separator: ", ")
    fault(line, "\(line.table.columns[column]) is none of \(known): '\(line.values[column])'")
    return nil
  }

  mutating func fault(_ line: ReferenceLine, _ reason: String) {
    faults.append(ReferenceFault(line: line.line, reason))
  }
}
