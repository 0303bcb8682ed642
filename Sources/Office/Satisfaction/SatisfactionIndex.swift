internal import LintasMessages

/// The index of public satisfaction (IKM, PermenPANRB 14/2017), in whole numbers.
///
/// Each element u with answers weighs the same; the mean of its scores is `total / count`. Over k
/// such elements:
/// ```
/// index × 100 = round half up ( Σ over u of  2500 · total(u) / (k · count(u)) )
/// ```
/// With nine elements of n answers each this is `round half up (2500 · total / (9 · n))`. The
/// weight is never a rounded decimal such as 0.11, which would cap the index at 99.0. An element
/// without answers has no mean: it is left out and reported, not counted as 0.
package struct SatisfactionIndex: Equatable, Sendable {
  /// The index times 100, from 2500 to 10000.
  package let hundredths: Int

  /// The index over answers; nil if there are none.
  package init?(_ sums: SatisfactionSums) {
    let answered = SatisfactionSums.all.map { sums[$0] }.filter { $0.count > 0 }
    if answered.isEmpty { return nil }
    var sum = ExactSum()
    for element in answered {
      sum.add(2500 * element.total, over: UInt64(answered.count) * element.count)
    }
    hundredths = Int(clamping: sum.roundedHalfUp)
  }

  /// For people, for example `91.48`.
  package var text: String {
    let cents = hundredths % 100
    return "\(hundredths / 100).\(cents < 10 ? "0" : "")\(cents)"
  }

  /// The grade of the rounded index on a day, with its rule; nil if no grade is in force that
  /// begins so low.
  package func band(
    by grades: DatedTable<SatisfactionBand>, on day: CivilDate
  ) -> DatedRow<SatisfactionBand>? {
    grades.rows(on: day).filter { $0.value.from <= hundredths }
      .max { $0.value.from < $1.value.from }
  }

  /// The mean score of one element times 100, rounded half up; 0 without answers.
  package static func meanHundredths(_ element: SatisfactionSums.Element) -> Int {
    if element.count == 0 { return 0 }
    var mean = ExactSum()
    mean.add(100 * element.total, over: element.count)
    return Int(clamping: mean.roundedHalfUp)
  }
}
