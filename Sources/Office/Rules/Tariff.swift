/// One tariff: what it is for and what it costs.
package struct Tariff: Sendable {
  /// Amount in rupiah.
  package let rupiah: Int64

  /// What it is for.
  package let description: Phrase

  /// A tariff of so many rupiah.
  package init(rupiah: Int64, description: Phrase) {
    self.rupiah = rupiah
    self.description = description
  }
}
