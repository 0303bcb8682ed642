internal import LintasMessages
internal import LintasStore

/// What durations are summed up by: office, service and step.
struct TurnaroundCell: Hashable, Sendable {
  /// Code of the office.
  let office: String
  /// The service.
  let service: CountedService
  /// The step.
  let step: TurnaroundStep

  init(office: String, service: CountedService, step: TurnaroundStep) {
    self.office = office
    self.service = service
    self.step = step
  }

  /// The cell of a row.
  init(_ row: Key) throws {
    let (office, service, step) = try Tables.turnaround.parts(of: row)
    self.office = office
    self.service = CountedService(rawValue: service)
    self.step = TurnaroundStep(rawValue: step)
  }

  /// Where its sums are stored.
  var row: Key { Tables.turnaround.key(office, service.rawValue, step.rawValue) }
}
