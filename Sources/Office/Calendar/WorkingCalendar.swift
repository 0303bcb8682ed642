/// Which days an office works, and where a deadline in working days falls.
///
/// 1. Offices work from Monday to Friday.
/// 2. They are closed on national holidays and on days of collective leave (joint decree of three
///    ministers, one a year) and on regional closures; all come as dated rows.
/// 3. A deadline of n working days ends on the n-th working day after the day of start, which is
///    itself not counted (Permenkumham 18/2022 article 22 counts in working days).
package struct WorkingCalendar: Sendable {
  private let closed: Set<CivilDate>

  /// A calendar with these days closed beside the weekends.
  package init(closed: Set<CivilDate>) {
    self.closed = closed
  }

  /// Whether the office works on this day.
  package func isWorkingDay(_ day: CivilDate) -> Bool {
    !day.weekday.isWeekend && !closed.contains(day)
  }

  /// The `count`-th working day after `start`; `start` itself if `count` is zero or less.
  package func adding(workingDays count: Int, to start: CivilDate) -> CivilDate {
    var day = start
    var left = count
    while left > 0 {
      day = day.adding(days: 1)
      if isWorkingDay(day) { left -= 1 }
    }
    return day
  }

  /// How many working days there are after `start`, up to `end` and with it; 0 if `end` is not
  /// later.
  package func workingDays(after start: CivilDate, through end: CivilDate) -> Int {
    var day = start
    var count = 0
    while day < end {
      day = day.adding(days: 1)
      if isWorkingDay(day) { count += 1 }
    }
    return count
  }
}
