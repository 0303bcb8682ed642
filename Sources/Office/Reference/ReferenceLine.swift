/// One row of reference data as text: read from a file or from the store, not yet understood.
package struct ReferenceLine: Sendable {
  /// Which table it belongs to.
  package let table: ReferenceTable

  /// Key within the table.
  package let key: String

  /// One value for each of the table's columns.
  package let values: [String]

  /// Law and article, or decree.
  package let legalBasis: String

  /// First day on which it holds.
  package let validFrom: CivilDate

  /// Last day on which it holds; nil if open.
  package let validUntil: CivilDate?

  /// Line of the file that it was read from; 0 if from the store.
  package let line: Int

  /// A row of text.
  package init(
    table: ReferenceTable, key: String, values: [String], legalBasis: String,
    validFrom: CivilDate, validUntil: CivilDate?, line: Int = 0
  ) {
    self.table = table
    self.key = key
    self.values = values
    self.legalBasis = legalBasis
    self.validFrom = validFrom
    self.validUntil = validUntil
    self.line = line
  }
}
