package import LintasMessages

/// Which papers an applicant must show (Permenkumham 8/2014 as changed by 18/2022).
///
/// The `document` table says for each paper under which circumstance it is asked for; this file
/// only knows what the circumstances mean. A paper that several rows ask for is asked for once.
package struct RequirementRule: Sendable {
  private let documents: DatedTable<DocumentRequirement>
  private let ages: AgeLimits

  /// The rule over these rows.
  package init(documents: DatedTable<DocumentRequirement>, ages: AgeLimits) {
    self.documents = documents
    self.ages = ages
  }

  /// The papers needed on `day`, in the order of the table.
  package func papers(
    reason: ApplicationReason, born: CivilDate, everMarried: Bool, forceMajeure: Bool,
    on day: CivilDate
  ) -> [DatedRow<DocumentRequirement>] {
    let oldEnough = born.completedYears(on: day) >= ages.adult
    var seen: Set<DocumentKind> = []
    return documents.rows(on: day).filter { row in
      let applies =
        switch row.value.circumstance {
        case .always: true
        case .adult: oldEnough || everMarried
        case .child: !oldEnough && !everMarried
        case .marriedMinor: !oldEnough && everMarried
        case .replacement: reason != .first && reason != .lost
        case .lost: reason == .lost
        case .forceMajeure: forceMajeure
        }
      return applies && seen.insert(row.value.document).inserted
    }
  }
}
