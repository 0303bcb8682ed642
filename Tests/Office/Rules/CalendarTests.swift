internal import LintasOffice
internal import Testing

/// Promise: days are counted right in every year, and a deadline in working days falls where the
/// law and the published calendar put it.
@Suite struct CalendarTests {
  /// Promise: number and parts of a day agree over four centuries, day by day.
  @Test func daysCountWithoutGap() throws {
    var day = try #require(CivilDate("1799-12-31"))
    var number = day.dayNumber
    for year in 1800...2199 {
      for month in 1...12 {
        for dayOfMonth in 1...CivilDate.daysIn(month: month, year: year) {
          day = try #require(CivilDate(year: year, month: month, day: dayOfMonth))
          number += 1
          #expect(day.dayNumber == number)
          #expect(day.parts == (year, month, dayOfMonth))
        }
      }
    }
    #expect(CivilDate("1970-01-01")?.dayNumber == 0)
    #expect(CivilDate("2026-11-24")?.weekday == .tuesday)
    #expect(CivilDate("0001-01-01")?.description == "0001-01-01")
  }

  /// Promise: only real days in exactly the ISO form are read.
  @Test(arguments: [
    "", "2026-1-01", "2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "1900-02-29",
    "0000-01-01", "2026/01/01", "2026-01-01 ", "+026-01-01", "２０２６-01-01",
  ])
  func refusesWhatIsNoDay(text: String) {
    #expect(CivilDate(text) == nil)
  }

  /// Promise: an age is completed on the birthday; who is born on 29 February completes a year on 1
  /// March.
  @Test(arguments: [
    ("2001-02-03", "2018-02-02", 16), ("2001-02-03", "2018-02-03", 17),
    ("2000-02-29", "2017-02-28", 16), ("2000-02-29", "2017-03-01", 17),
    ("2000-02-29", "2020-02-29", 20), ("2026-11-24", "2026-11-24", 0),
  ])
  func countsCompletedYears(born: String, day: String, years: Int) throws {
    let born = try #require(CivilDate(born))
    #expect(born.completedYears(on: try #require(CivilDate(day))) == years)
  }

  /// Promise: the office's day begins at 17:00 UTC of the day before.
  @Test(arguments: [
    (Int64(0), "1970-01-01"), (61_199, "1970-01-01"), (61_200, "1970-01-02"),
    (-25_200, "1970-01-01"), (-25_201, "1969-12-31"),
  ])
  func officeDayIsJakartas(seconds: Int64, day: String) {
    #expect(Moment(seconds: seconds).officeDay.description == day)
  }

  /// Promise: the first and the last moment that there are, as damaged data may hold them, are read
  /// and counted on without a trap.
  @Test func momentsAtTheEnds() {
    let first = Moment(nanoseconds: .min)
    #expect(first == Moment(seconds: .min))
    #expect(first.nanosecondsOfSecond == 145_224_192)
    #expect(first.officeDay.description == "1677-09-21")
    #expect(first.adding(.seconds(-1)) == first)
    let last = Moment(seconds: .max)
    #expect(last.nanoseconds == .max && last.nanosecondsOfSecond == 854_775_807)
    #expect(last.adding(.seconds(Int64.max)) == last)
  }

  /// Promise: four working days end where the published calendar of 2026 puts them, across Lebaran,
  /// Christmas and weekends.
  @Test(arguments: [
    ("2026-03-17", "2026-03-30"), ("2026-12-21", "2026-12-29"), ("2022-12-12", "2022-12-16"),
    ("2026-11-26", "2026-12-02"), ("2026-11-28", "2026-12-03"),
  ])
  func fourWorkingDays(start: String, due: String) throws {
    let book = try ReferenceFixture.book()
    #expect(book.dueDay(from: try #require(CivilDate(start)))?.description == due)
  }

  /// Promise: New Year's Day counts as closed before the decree of its year is out, and whoever
  /// promises a day in a year without decree is told.
  @Test func yearWithoutDecree() throws {
    let book = try ReferenceFixture.book()
    let late = try #require(CivilDate("2026-12-28"))
    #expect(book.dueDay(from: late)?.description == "2027-01-04")
    #expect(book.yearWithoutHolidays(from: late) == 2027)
    #expect(book.yearWithoutHolidays(from: try #require(CivilDate("2026-11-24"))) == nil)
    let decree = try ReferenceFile.parse(
      """
      [holiday]
      key | name | kind | legal_basis | valid_from | valid_until
      2027-02-06 | Tahun Baru Imlek 2578 | holiday | SKB 3 Menteri 2027 | 2027-01-01 |
      """)
    let later = try ReferenceBook(ReferenceFile.parse(ReferenceFixture.text) + decree)
    #expect(later.yearWithoutHolidays(from: late) == nil)
  }

  /// Promise: a holiday whose row ends before it is a working day again.
  @Test func holidayIsWithdrawn() throws {
    let start = try #require(CivilDate("2026-12-21"))
    let rows = try ReferenceFile.parse(ReferenceFixture.text).map { row in
      guard row.key == "2026-12-24", row.table == .holiday else { return row }
      return ReferenceLine(
        table: row.table, key: row.key, values: row.values, legalBasis: row.legalBasis,
        validFrom: row.validFrom, validUntil: CivilDate("2026-11-30"))
    }
    #expect(try ReferenceBook(rows).dueDay(from: start)?.description == "2026-12-28")
    #expect(try ReferenceFixture.book().dueDay(from: start)?.description == "2026-12-29")
  }

  /// Promise: 2026 has the decree's 17 holidays and 8 days of collective leave.
  @Test func decreeOf2026IsComplete() throws {
    let rows = try ReferenceFile.parse(ReferenceFixture.text)
      .filter { $0.table == .holiday && $0.key.hasPrefix("2026-") }
    #expect(rows.filter { $0.values[1] == "holiday" }.count == 17)
    #expect(rows.filter { $0.values[1] == "collective_leave" }.count == 8)
  }
}
