/// A day of the proleptic Gregorian calendar, without time and zone.
///
/// Kept as the number of days since 1970-01-01, so that days compare, count and sort as integers.
/// The conversions are exact for every year from 1 to 9999 and need no tables and no zone data.
package struct CivilDate: Hashable, Comparable, Sendable {
  /// Days since 1970-01-01; negative before.
  package let dayNumber: Int32

  /// The day with this number, counted from 1970-01-01.
  package init(dayNumber: Int32) {
    self.dayNumber = dayNumber
  }

  /// The day `year`-`month`-`day`, or nil if the calendar has no such day (or the year is not in
  /// 1...9999).
  package init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month),
      (1...Self.daysIn(month: month, year: year)).contains(day)
    else { return nil }
    // Years begin in March here, so that the leap day is the last day of a year; eras are 400
    // years.
    let shifted = month > 2 ? year : year - 1
    let era = shifted / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    dayNumber = Int32(era * 146_097 + dayOfEra - 719_468)
  }

  /// Reads ISO 8601 `YYYY-MM-DD`, exactly ten characters; nil for anything else.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = Self.number(bytes[0..<4]), let month = Self.number(bytes[5..<7]),
      let day = Self.number(bytes[8..<10])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  /// Year, month and day of the month.
  package var parts: (year: Int, month: Int, day: Int) {
    let shifted = Int(dayNumber) + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  /// Day of the week.
  package var weekday: Weekday {
    // 1970-01-01 was a Thursday.
    let fromMonday = (Int(dayNumber) + 3) % 7
    return Weekday(rawValue: fromMonday >= 0 ? fromMonday : fromMonday + 7) ?? .monday
  }

  /// The day `days` later (earlier if negative).
  package func adding(days: Int) -> CivilDate {
    CivilDate(dayNumber: dayNumber + Int32(days))
  }

  /// The same day of the year `years` later. 29 February becomes 1 March in a common year, the day
  /// on which a person born then completes a year of age.
  package func adding(years: Int) -> CivilDate {
    let (year, month, day) = parts
    if let date = CivilDate(year: year + years, month: month, day: day) { return date }
    return CivilDate(year: year + years, month: 3, day: 1) ?? self
  }

  /// Completed years from this day to `other`: the age on `other` of a person born on this day.
  package func completedYears(on other: CivilDate) -> Int {
    let years = other.parts.year - parts.year
    return adding(years: years) <= other ? years : years - 1
  }

  /// Number of days of a month.
  package static func daysIn(month: Int, year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Whether the year has a 29 February.
  package static func isLeap(_ year: Int) -> Bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
  }

  /// The earlier day first.
  package static func < (left: CivilDate, right: CivilDate) -> Bool {
    left.dayNumber < right.dayNumber
  }

  private static func number(_ digits: ArraySlice<UInt8>) -> Int? {
    var value = 0
    for digit in digits {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      value = value * 10 + Int(digit - UInt8(ascii: "0"))
    }
    return value
  }
}

extension CivilDate: CustomStringConvertible {
  /// ISO 8601, `YYYY-MM-DD`.
  package var description: String {
    let (year, month, day) = parts
    func padded(_ value: Int, _ width: Int) -> String {
      let digits = String(value)
      return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }
}
