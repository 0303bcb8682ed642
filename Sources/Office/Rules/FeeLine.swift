/// One item of a fee: a tariff with its key and legal basis.
package struct FeeLine: Sendable {
  /// Key of the tariff, for example `passport.electronic.10y`.
  package let code: String

  /// What it costs.
  package let tariff: Tariff

  /// Law and article that set the amount.
  package let legalBasis: String

  /// An item of a fee.
  package init(code: String, tariff: Tariff, legalBasis: String) {
    self.code = code
    self.tariff = tariff
    self.legalBasis = legalBasis
  }
}
