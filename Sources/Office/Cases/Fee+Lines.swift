package import LintasMessages
internal import LintasProtobuf

extension Fee {
  /// A fee of these items.
  package init(_ lines: [FeeLine]) {
    self.init()
    for line in lines {
      items.append { item in
        item.code = line.code
        item.description_.set(line.tariff.description)
        item.amountRupiah = line.tariff.rupiah
        item.legalBasis = line.legalBasis
      }
    }
    totalRupiah = lines.reduce(0) { $0 + $1.tariff.rupiah }
  }
}
