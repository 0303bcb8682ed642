package import LintasMessages

/// What a passport costs (PP 45/2024).
///
/// ```
/// total = book(kind, years)
///       + (force majeure ? 0 : lost ? burden : damaged ? burden : 0)
///       + (express ? acceleration : 0)
/// ```
/// The amounts are rows of the `tariff` table; this file only knows their keys.
package struct FeeRule: Sendable {
  /// The keys of all tariffs that the rule may ask for.
  package static let tariffKeys = [
    "passport.ordinary.5y", "passport.ordinary.10y", "passport.electronic.5y",
    "passport.electronic.10y", "passport.lost", "passport.damaged", "passport.express",
  ]

  private let tariffs: DatedTable<Tariff>

  /// The rule over these tariffs.
  package init(tariffs: DatedTable<Tariff>) {
    self.tariffs = tariffs
  }

  /// The fee on `day`, book first. Nil if a tariff that is needed is not in force on that day, or
  /// the kind or validity is unspecified.
  package func quote(
    kind: PassportKind, validity: PassportValidity, reason: ApplicationReason,
    forceMajeure: Bool, express: Bool, on day: CivilDate
  ) -> [FeeLine]? {
    guard let book = Self.bookKey(kind, validity) else { return nil }
    var keys = [book]
    if !forceMajeure {
      if reason == .lost { keys.append("passport.lost") }
      if reason == .damaged { keys.append("passport.damaged") }
    }
    if express { keys.append("passport.express") }
    var lines: [FeeLine] = []
    for key in keys {
      guard let row = tariffs.row(key, on: day) else { return nil }
      lines.append(FeeLine(code: key, tariff: row.value, legalBasis: row.legalBasis))
    }
    return lines
  }

  private static func bookKey(_ kind: PassportKind, _ validity: PassportValidity) -> String? {
    switch (kind, validity) {
    case (.ordinary, .fiveYears): "passport.ordinary.5y"
    case (.ordinary, .tenYears): "passport.ordinary.10y"
    case (.electronic, .fiveYears): "passport.electronic.5y"
    case (.electronic, .tenYears): "passport.electronic.10y"
    default: nil
    }
  }
}
