internal import LintasMessages
internal import LintasProtobuf
internal import LintasRecords
internal import LintasStandard

/// The numbers over a set of steps of cases: the rule of what a step counts as.
///
/// Each step is counted by itself, from the case's own timeline up to it. So the numbers over the
/// changes as they come, one by one, are those over the cases as they stand, whatever was counted
/// together and in whatever order.
struct CaseNumbers: Equatable, Sendable {
  /// Sums over completed steps.
  private(set) var turnaround: [TurnaroundCell: DurationSums] = [:]
  /// Open cases; in a part of the changes also negative: cases that left a state.
  private(set) var backlog: [BacklogCell: Int64] = [:]

  /// Whether there is nothing to add.
  var isEmpty: Bool { turnaround.isEmpty && backlog.isEmpty }

  /// Counts every step of a case.
  mutating func count(_ record: CaseRecord) {
    for number in 0..<record.application.timeline.count { count(stepAt: number, of: record) }
  }

  /// Counts one step of a case.
  ///
  /// - Parameters:
  ///   - index: its place in the timeline, from 0.
  ///   - record: the case after this step or a later one.
  mutating func count(stepAt index: Int, of record: CaseRecord) {
    let timeline = record.application.timeline
    guard index < timeline.count else { return }
    let state = timeline[index].state
    if index > 0 { move(-1, record, timeline[index - 1].state) }
    move(1, record, state)

    /// When the case first came into a state, if that was before this step.
    func entered(_ state: ApplicationState) -> Moment? {
      for number in 0..<index where timeline[number].state == state {
        return timeline[number].at.moment
      }
      return nil
    }
    let now = timeline[index].at.moment
    func add(_ step: TurnaroundStep, since start: Moment?, inTime: Bool = false) {
      guard let start else { return }
      turnaround[record.turnaroundCell(step), default: DurationSums()]
        .count(milliseconds: start.milliseconds(until: now), inTime: inTime)
    }
    switch state {
    case .claimed where entered(.claimed) == nil:
      add(.submittedToClaimed, since: entered(.submitted))
    case .documentsChecked where entered(.documentsChecked) == nil:
      add(.claimedToChecked, since: entered(.claimed))
    case .approved, .refused:
      add(.checkedToDecided, since: entered(.documentsChecked))
      add(
        .total, since: entered(.submitted),
        inTime: now.officeDay.dayNumber <= record.dueDay)
    default:
      break
    }
  }

  /// Counts what is stored of a cell.
  mutating func add(_ sums: DurationSums, to cell: TurnaroundCell) {
    turnaround[cell, default: DurationSums()].add(sums)
  }

  /// Counts open cases of a cell.
  mutating func add(_ cases: Int64, to cell: BacklogCell) {
    let sum = backlog[cell, default: 0] + cases
    backlog[cell] = sum == 0 ? nil : sum
  }

  /// Takes a case into a state's backlog or out of it. What is decided is not open.
  private mutating func move(_ cases: Int64, _ record: CaseRecord, _ state: ApplicationState) {
    guard state != .approved, state != .refused else { return }
    add(cases, to: record.backlogCell(state))
  }
}

extension CaseRecord {
  /// The only service that cases are about so far.
  private var service: CountedService { .passport }

  fileprivate func turnaroundCell(_ step: TurnaroundStep) -> TurnaroundCell {
    TurnaroundCell(office: application.form.officeCode, service: service, step: step)
  }

  fileprivate func backlogCell(_ state: ApplicationState) -> BacklogCell {
    BacklogCell(
      office: application.form.officeCode, service: service, state: state,
      submitted: application.submittedAt.moment.officeDay, due: CivilDate(dayNumber: dueDay))
  }
}

extension Moment {
  /// Whole milliseconds from this moment to a later one; negative to an earlier one, saturating.
  fileprivate func milliseconds(until later: Moment) -> Int64 {
    let (difference, overflow) = later.nanoseconds.subtractingReportingOverflow(nanoseconds)
    return overflow ? (later < self ? .min : .max) / 1_000_000 : difference / 1_000_000
  }
}
