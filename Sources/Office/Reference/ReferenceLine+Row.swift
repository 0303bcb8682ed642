internal import LintasProtobuf
internal import LintasRecords

extension ReferenceLine {
  /// The row as stored.
  var row: ReferenceRow {
    .with {
      $0.table = table.rawValue
      $0.key = key
      for value in values { $0.values.append(value) }
      $0.legalBasis = legalBasis
      $0.validFrom = validFrom.description
      $0.validUntil = validUntil?.description ?? ""
    }
  }

  /// A stored row; nil if this program does not know its table or cannot read its days.
  init?(_ row: ReferenceRow) {
    guard let table = ReferenceTable(rawValue: row.table), row.values.count == table.columns.count,
      let validFrom = CivilDate(row.validFrom)
    else { return nil }
    let validUntil = CivilDate(row.validUntil)
    if validUntil == nil, !row.validUntil.isEmpty { return nil }
    self.init(
      table: table, key: row.key, values: Array(row.values), legalBasis: row.legalBasis,
      validFrom: validFrom, validUntil: validUntil)
  }
}
