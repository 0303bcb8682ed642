package import LintasMessages
internal import LintasProtobuf

/// A deadline of a thread, counted in working days of the office.
///
/// 1. The clock starts on the day of the report, which is itself not counted.
/// 2. The number of working days is that of the class, in the row that held on the day of the
///    report (PermenPANRB 62/2018 and published standards of service).
/// 3. It stops on the day on which the thing was done. A clock that stopped or was read on a day
///    that is not a working day shows the working days until then.
///
/// Nothing is stored: a closure of the office that is declared later moves the due day.
package struct FeedbackClock: Sendable {
  private let deadline: DatedRow<Int>
  private let calendar: WorkingCalendar
  private let start: CivilDate

  /// A clock of a deadline that started on a day.
  package init(_ deadline: DatedRow<Int>, from start: CivilDate, calendar: WorkingCalendar) {
    self.deadline = deadline
    self.start = start
    self.calendar = calendar
  }

  /// What the clock shows.
  ///
  /// - Parameters:
  ///   - stopped: the day on which it was done; nil if it is still to be done.
  ///   - today: the day of the reading.
  package func reading(stopped: CivilDate?, today: CivilDate) -> WorkingDayClock {
    let used = calendar.workingDays(after: start, through: stopped ?? today)
    return .with {
      $0.allowedDays = Int32(clamping: deadline.value)
      $0.usedDays = Int32(clamping: used)
      $0.leftDays = Int32(clamping: deadline.value - used)
      $0.dueDate = calendar.adding(workingDays: deadline.value, to: start).description
      $0.stoppedDate = stopped?.description ?? ""
      $0.legalBasis = deadline.legalBasis
    }
  }
}
