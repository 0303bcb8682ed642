package import LintasMessages

/// How long a passport may be valid (Permenkumham 18/2022 article 2A).
///
/// 1. Ten years only for who is 17 or older, or is or was married; five years for everybody else.
/// 2. A child of two nationalities: never past the day by which one must be chosen.
/// 3. Otherwise the last day is the same day of the year, five or ten years after the issue.
package struct ValidityRule: Sendable {
  private let ages: AgeLimits

  /// Law and article that the rule rests on.
  package let legalBasis: String

  /// The rule with the ages in force.
  package init(ages: AgeLimits, legalBasis: String) {
    self.ages = ages
    self.legalBasis = legalBasis
  }

  /// The validities that a person born on `born` may choose on `day`.
  package func choices(
    born: CivilDate, everMarried: Bool, on day: CivilDate
  ) -> [PassportValidity] {
    ages.isAdult(born: born, everMarried: everMarried, on: day)
      ? [.fiveYears, .tenYears] : [.fiveYears]
  }

  /// The last day of validity of a book issued on `issued`; nil if the validity is unknown or, for
  /// a holder of two nationalities, the day to choose has passed.
  package func lastDay(
    of validity: PassportValidity, issued: CivilDate, born: CivilDate, dualCitizenship: Bool
  ) -> CivilDate? {
    let years: Int
    switch validity {
    case .fiveYears: years = 5
    case .tenYears: years = 10
    default: return nil
    }
    let regular = issued.adding(years: years)
    guard dualCitizenship else { return regular }
    let limit = born.adding(years: ages.dualCitizenshipEnd)
    return issued < limit ? min(regular, limit) : nil
  }
}
