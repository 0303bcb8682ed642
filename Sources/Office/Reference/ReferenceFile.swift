/// Reads a file of reference data, the one that `lintasd load` takes.
///
/// The file is UTF-8 text for people to read and review:
/// ```
/// # A comment; empty lines are ignored.
/// [tariff]
/// key | rupiah | indonesian | english | legal_basis | valid_from | valid_until
/// passport.express | 1000000 | Percepatan | Same-day acceleration | PP 45/2024 | 2024-12-17 |
/// ```
/// - `[name]` begins a table of `ReferenceTable`; the next line names its columns, in their order.
/// - Cells are separated by `|` and trimmed; a cell cannot hold a `|`.
/// - `valid_from` and `valid_until` are days, `YYYY-MM-DD`; an empty `valid_until` means for good.
///
/// Nothing is guessed: every fault of the file is reported, each with its line.
package enum ReferenceFile {
  /// The rows of a file, or all that is wrong with its form.
  package static func parse(_ text: String) throws(ReferenceFaults) -> [ReferenceLine] {
    var reader = Reader()
    // A line may end as any system ends it: CR LF is one character here.
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() { reader.read(line, number: index + 1) }
    reader.endSection()
    guard reader.faults.isEmpty else { throw ReferenceFaults(reader.faults) }
    return reader.rows
  }

  /// The parts of a cell that is a list: separated by `;` and trimmed.
  package static func list(_ cell: String) -> [String] {
    cell.split(separator: ";", omittingEmptySubsequences: false).map { String(trimmed($0)) }
  }

  private struct Reader {
    var rows: [ReferenceLine] = []
    var faults: [ReferenceFault] = []
    private var table: ReferenceTable?
    private var needsHeader = false
    private var sectionLine = 0

    mutating func read(_ raw: Substring, number: Int) {
      let line = ReferenceFile.trimmed(raw)
      if line.isEmpty || line.hasPrefix("#") { return }
      if line.hasPrefix("["), line.hasSuffix("]") {
        begin(String(line.dropFirst().dropLast()), number: number)
        return
      }
      guard let table else {
        // The faulty section's own fault says enough for all its lines.
        if sectionLine == 0 { fault(number, "a row stands before the first [table]") }
        return
      }
      let cells = line.split(separator: "|", omittingEmptySubsequences: false)
        .map { String(ReferenceFile.trimmed($0)) }
      if needsHeader {
        needsHeader = false
        if cells != table.header {
          let expected = table.header.joined(separator: " | ")
          fault(number, "the columns of [\(table.rawValue)] are: \(expected)")
        }
      } else {
        row(cells, of: table, number: number)
      }
    }

    mutating func endSection() {
      if needsHeader, let table {
        fault(sectionLine, "[\(table.rawValue)] has no line that names its columns")
      }
    }

    private mutating func begin(_ name: String, number: Int) {
      endSection()
      table = ReferenceTable(rawValue: name)
      needsHeader = table != nil
      sectionLine = number
      if table == nil {
        let known = ReferenceTable.allCases.map(\.rawValue).joined(separator: ", ")
        fault(number, "there is no table [\(name)]; there are: \(known)")
      }
    }

    private mutating func row(_ cells: [String], of table: ReferenceTable, number: Int) {
      guard cells.count == table.header.count else {
        fault(number, "\(cells.count) cells instead of \(table.header.count)")
        return
      }
      let before = faults.count
      if cells[0].isEmpty { fault(number, "the key is empty") }
      let tail = cells.suffix(3)
      let (basis, from, until) = (tail[tail.startIndex], tail[tail.startIndex + 1], tail.last ?? "")
      if basis.isEmpty { fault(number, "the legal basis is empty") }
      let validFrom = CivilDate(from)
      if validFrom == nil { fault(number, "valid_from is no day YYYY-MM-DD: '\(from)'") }
      let validUntil = CivilDate(until)
      if validUntil == nil, !until.isEmpty {
        fault(number, "valid_until is no day YYYY-MM-DD: '\(until)'")
      }
      guard faults.count == before, let validFrom else { return }
      if let validUntil, validUntil < validFrom {
        fault(number, "valid_until is before valid_from")
        return
      }
      rows.append(
        ReferenceLine(
          table: table, key: cells[0], values: Array(cells[1..<(cells.count - 3)]),
          legalBasis: basis, validFrom: validFrom, validUntil: validUntil, line: number))
    }

    private mutating func fault(_ line: Int, _ reason: String) {
      faults.append(ReferenceFault(line: line, reason))
    }
  }

  private static func trimmed(_ text: Substring) -> Substring {
    let isSpace: (Character) -> Bool = { $0 == " " || $0 == "\t" }
    var text = text.drop(while: isSpace)
    while let last = text.last, isSpace(last) { text = text.dropLast() }
    return text
  }
}
