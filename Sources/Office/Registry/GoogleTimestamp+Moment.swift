package import LintasStandard

extension GoogleTimestamp {
  /// The moment that it names; saturating, so that no bytes of a peer can trap here.
  package var moment: Moment {
    let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
    if overflow { return Moment(nanoseconds: seconds < 0 ? .min : .max) }
    let (sum, over) = product.addingReportingOverflow(Int64(nanos))
    return Moment(nanoseconds: over ? (seconds < 0 ? .min : .max) : sum)
  }
}
