extension WorkingCalendar {
  /// How many working days each of some days lies back: the working days after it, up to and with
  /// `today`; 0 for today and later days. One walk through the calendar for all of them.
  package func workingDays(
    since days: Set<CivilDate>, until today: CivilDate
  ) -> [CivilDate: Int] {
    guard let first = days.min() else { return [:] }
    var ages: [CivilDate: Int] = [:]
    for day in days where day >= today { ages[day] = 0 }
    var age = 0
    var day = today
    while day > first {
      if isWorkingDay(day) { age += 1 }
      day = day.adding(days: -1)
      if days.contains(day) { ages[day] = age }
    }
    return ages
  }
}
