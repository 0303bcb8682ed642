package import LintasMessages
internal import LintasProtobuf
internal import LintasRecords
package import LintasStore

/// Surveys, and the sums that are kept of them.
extension Registry {
  /// Stores the caller's answers about an own decided case, and adds them to the sums of the
  /// case's office and of today.
  ///
  /// - Throws: `Refusal.notFound` if the case is not the caller's; `Refusal.surveyBeforeDecision`;
  ///   `Refusal.surveyExists`; `Refusal.invalid` for an element that is answered twice.
  package func survey(
    _ answers: [SurveyAnswer], about id: String, in books: inout Books
  ) throws {
    let violations = FeedbackRules.survey(answers)
    if !violations.isEmpty { throw Refusal.invalid(violations) }
    let record = try books.get(.cases, id)
    let owner = books.caller.accountID
    guard record.ownerAccountID == owner, !owner.isEmpty else { throw Refusal.notFound(id) }
    let state = record.application.state
    guard state == .approved || state == .refused else { throw Refusal.surveyBeforeDecision(id) }
    guard try books.find(.surveys, id) == nil else { throw Refusal.surveyExists }
    let office = record.application.form.officeCode
    let day = books.today.dayNumber
    let survey = SurveyRecord.with { survey in
      for answer in answers { survey.answers.append(answer) }
      survey.officeCode = office
      survey.day = day
    }
    try books.put(.surveys, id, survey)
    let key = Tables.satisfaction.key(office, day)
    var sums = SatisfactionSums(
      try books.record(SatisfactionRecord.self, at: key) ?? SatisfactionRecord())
    sums.add(answers)
    try books.put(sums.record, at: key)
    books.concerns(id)
  }

  /// Sums of the answers that came in a period; one row for each office and day is read.
  ///
  /// - Parameters:
  ///   - office: code of the office; empty for all together.
  ///   - from: the first day; nil if open.
  ///   - until: the last day; nil if open.
  package func satisfaction(
    of office: String, from: CivilDate?, until: CivilDate?,
    in snapshot: borrowing some Snapshot & ~Copyable
  ) throws -> SatisfactionSums {
    let table = Tables.satisfaction
    let first = from?.dayNumber ?? .min
    let last = until?.dayNumber ?? .max
    let range =
      office.isEmpty ? table.range() : table.range(office).from(table.key(office, first))
    var sums = SatisfactionSums()
    try snapshot.scan(range) { key, value in
      let day = try table.parts(of: key).1
      if day < first || day > last { return office.isEmpty ? .next : .stop }
      let place = Key(copying: key)
      let record = try value.withUnsafeBytes {
        try StoredValue.record(SatisfactionRecord.self, $0, at: place)
      }
      sums.add(SatisfactionSums(record))
      return .next
    }
    return sums
  }
}
