package import LintasMessages
internal import LintasProtobuf
package import LintasRecords
internal import LintasStandard

/// The rules of a case's life. They change the record in memory and nothing else.
extension CaseRecord {
  /// A new case: the application of a citizen, with fee and promised day.
  ///
  /// - Parameters:
  ///   - form: what is asked for, already checked by `FormRules`.
  ///   - id: the application's identifier.
  ///   - owner: the account that submits it.
  ///   - rules: the rules in force.
  ///   - now: the moment of submission.
  /// - Throws: `Refusal.ruleMissing` if a tariff or the deadline is not in force.
  package static func submitted(
    _ form: ApplicationForm, id: Identifier, owner: String, rules: ReferenceBook, at now: Moment
  ) throws(Refusal) -> CaseRecord {
    let today = now.officeDay
    let lines = rules.fees.quote(
      kind: form.kind, validity: form.validity, reason: form.reason,
      forceMajeure: form.forceMajeure, express: form.express, on: today)
    guard let lines else { throw .ruleMissing("tariff") }
    guard let due = rules.dueDay(from: today) else { throw .ruleMissing("deadline") }
    var record = CaseRecord()
    record.application.applicationID = id.text
    record.application.form = form
    record.application.fee = Fee(lines)
    record.application.submittedAt = now.timestamp
    record.application.dueDate = due.description
    record.ownerAccountID = owner
    record.dueDay = due.dayNumber
    try record.take(.submit, by: owner, at: now)
    return record
  }

  /// An officer takes the case.
  package mutating func claim(by officer: String, at now: Moment) throws(Refusal) {
    try take(.claim, by: officer, at: now)
    officerAccountID = officer
  }

  /// The officer in charge records what was found about the papers.
  ///
  /// - Throws: `Refusal.invalid` unless every declared paper is judged exactly once, and every
  ///   paper that was not accepted has a note; `notClaimedByYou`; `wrongState`.
  package mutating func recordDocumentCheck(
    _ findings: [DocumentFinding], by officer: String, at now: Moment
  ) throws(Refusal) {
    try requireInCharge(officer)
    let violations = FindingRules.violations(findings, declared: Array(application.form.documents))
    if !violations.isEmpty { throw .invalid(violations) }
    try take(.recordDocumentCheck, by: officer, at: now)
    application.findings.removeAll()
    for finding in findings { application.findings.append(finding) }
  }

  /// The officer in charge decides.
  ///
  /// - Parameter validUntil: the last day of validity of an approved passport.
  /// - Throws: `Refusal.invalid` as `DecisionRules` says; `Refusal.papersNotAccepted` for an
  ///   approval without accepted papers, `Refusal.noValidity` for one without a last day;
  ///   `notClaimedByYou`; `wrongState`.
  package mutating func decide(
    _ outcome: Outcome, reason: DecisionReason, grounds: String, validUntil: CivilDate?,
    by officer: String, at now: Moment
  ) throws(Refusal) {
    try requireInCharge(officer)
    let violations = DecisionRules.violations(outcome: outcome, reason: reason, grounds: grounds)
    if !violations.isEmpty { throw .invalid(violations) }
    let action: CaseAction = outcome == .approve ? .approve : .refuse
    let arrow = try CaseFlow.transition(
      action, from: application.state, of: application.applicationID)
    if action == .approve, application.findings.contains(where: { $0.verdict != .accepted }) {
      throw .papersNotAccepted(application.applicationID)
    }
    if action == .approve, validUntil == nil { throw .noValidity(application.applicationID) }
    append(arrow, by: officer, at: now)
    application.decision.outcome = outcome
    application.decision.reason = reason
    application.decision.grounds = grounds
    application.decision.at = now.timestamp
    application.decision.validUntil =
      action == .approve ? validUntil?.description ?? "" : ""
  }

  /// Goes along an arrow of the flow and writes it into the timeline.
  private mutating func take(
    _ action: CaseAction, by account: String, at now: Moment
  ) throws(Refusal) {
    let arrow = try CaseFlow.transition(
      action, from: application.state, of: application.applicationID)
    append(arrow, by: account, at: now)
  }

  private mutating func append(_ arrow: CaseTransition, by account: String, at now: Moment) {
    let number = Int32(application.timeline.count + 1)
    application.state = arrow.to
    application.timeline.append { entry in
      entry.number = number
      entry.at = now.timestamp
      entry.role = arrow.role
      entry.state = arrow.to
      entry.text.set(arrow.phrase)
    }
    acts.append { act in
      act.number = number
      act.accountID = account
    }
  }

  /// Only who claimed a case works on it.
  private func requireInCharge(_ officer: String) throws(Refusal) {
    guard officerAccountID == officer, !officer.isEmpty else {
      throw .notClaimedByYou(application.applicationID)
    }
  }
}
