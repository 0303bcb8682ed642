internal import LintasMessages
internal import LintasStore

/// What open cases are counted by: office, service, state, and the days from which age and delay
/// follow on any day.
struct BacklogCell: Hashable, Sendable {
  /// Code of the office.
  let office: String
  /// The service.
  let service: CountedService
  /// The state.
  let state: ApplicationState
  /// Day of submission.
  let submitted: CivilDate
  /// The day by which it is to be decided.
  let due: CivilDate

  init(
    office: String, service: CountedService, state: ApplicationState, submitted: CivilDate,
    due: CivilDate
  ) {
    self.office = office
    self.service = service
    self.state = state
    self.submitted = submitted
    self.due = due
  }

  /// The cell of a row.
  init(_ row: Key) throws {
    let (office, service, state, submitted, due) = try Tables.backlog.parts(of: row)
    self.office = office
    self.service = CountedService(rawValue: service)
    self.state = ApplicationState(rawValue: state)
    self.submitted = CivilDate(dayNumber: submitted)
    self.due = CivilDate(dayNumber: due)
  }

  /// Where its count is stored.
  var row: Key {
    Tables.backlog.key(
      office, service.rawValue, state.rawValue, submitted.dayNumber, due.dayNumber)
  }
}
