/// A value with the days on which it holds and the law that it rests on.
package struct DatedRow<Value: Sendable>: Sendable {
  /// Key within its table.
  package let key: String

  /// The value.
  package let value: Value

  /// Law and article, or decree.
  package let legalBasis: String

  /// First day on which it holds.
  package let validFrom: CivilDate

  /// Last day on which it holds; nil if open.
  package let validUntil: CivilDate?

  /// A row that holds from a day on, until another or for good.
  package init(
    key: String, value: Value, legalBasis: String, validFrom: CivilDate,
    validUntil: CivilDate? = nil
  ) {
    self.key = key
    self.value = value
    self.legalBasis = legalBasis
    self.validFrom = validFrom
    self.validUntil = validUntil
  }

  /// Whether it holds on `day`.
  package func holds(on day: CivilDate) -> Bool {
    validFrom <= day && (validUntil.map { day <= $0 } ?? true)
  }
}
