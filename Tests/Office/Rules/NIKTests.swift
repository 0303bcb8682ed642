internal import LintasMessages
internal import LintasOffice
internal import Testing

/// Promise: a NIK is refused only for what no NIK can be; all else is a warning to the officer.
@Suite struct NIKTests {
  private static func day(_ text: String) -> CivilDate? { CivilDate(text) }

  /// Promise: the published examples are read as they mean.
  @Test(arguments: [
    ("1808014302010001", "18.08.01", Sex.female, ["1901-02-03", "2001-02-03"]),
    ("1808041104870001", "18.08.04", Sex.male, ["1987-04-11", "2087-04-11"]),
    ("1808015003950001", "18.08.01", Sex.female, ["1995-03-10", "2095-03-10"]),
    ("1808016902000001", "18.08.01", Sex.female, ["2000-02-29"]),
  ])
  func reads(text: String, district: String, sex: Sex, dates: [String]) throws {
    let nik = try NIK(text, provinces: ReferenceFixture.book().provinces)
    #expect(nik.districtCode == district)
    #expect(nik.sex == sex)
    #expect(nik.possibleBirthDates.map(\.description) == dates)
  }

  /// Promise: each fault is named.
  @Test(arguments: [
    ("180801430201000", NIKFault.notSixteenDigits), ("18080143020100011", .notSixteenDigits),
    ("18080143O2010001", .notSixteenDigits), ("", .notSixteenDigits),
    ("1808 1430201000", .notSixteenDigits), ("2008014302010001", .unknownProvince),
    ("0008014302010001", .unknownProvince), ("1808016902010001", .impossibleDate),
    ("1808010002010001", .impossibleDate), ("1808013202010001", .impossibleDate),
    ("1808017202010001", .impossibleDate), ("1808014313010001", .impossibleDate),
    ("1808014302010000", .zeroSerial),
  ])
  func rejects(text: String, fault: NIKFault) throws {
    let provinces = try ReferenceFixture.book().provinces
    #expect(throws: fault) { try NIK(text, provinces: provinces) }
  }

  /// Promise: the 38 provinces of today and no others.
  @Test func provinces() throws {
    #expect(try ReferenceFixture.book().provinces.count == 38)
  }

  /// Promise: the century is the declared one if possible, else the newest that is not in the
  /// future.
  @Test(arguments: [
    ("1808014302010001", "1901-02-03", "1901-02-03"), ("1808014302010001", "", "2001-02-03"),
    ("1808014302010001", "1999-01-01", "2001-02-03"), ("1808041104870001", "", "1987-04-11"),
  ])
  func century(text: String, declared: String, expected: String) throws {
    let nik = try NIK(text, provinces: ReferenceFixture.book().provinces)
    let today = try #require(Self.day("2026-11-24"))
    let date = nik.birthDate(declared: Self.day(declared), today: today)
    #expect(date?.description == expected)
  }

  /// Promise: differences warn and never reject; unknown regions warn only where the list is
  /// complete.
  @Test(arguments: [
    ("1808014302010001", "2001-02-03", Sex.female, [NIKWarning]()),
    ("1808014302010001", "2001-02-04", .female, [.birthDateDiffers]),
    ("1808014302010001", "2001-02-03", .male, [.sexDiffers]),
    ("1808164302010001", "2001-02-03", .female, [.regionUnknown]),
    ("1899014302010001", "2001-02-03", .female, [.regionUnknown]),
    ("3201014302010001", "2001-02-03", .female, []),
    ("1899014302010001", "1990-01-01", .male, [.regionUnknown, .birthDateDiffers, .sexDiffers]),
  ])
  func warns(text: String, born: String, sex: Sex, expected: [NIKWarning]) throws {
    let book = try ReferenceFixture.book()
    let nik = try NIK(text, provinces: book.provinces)
    let warnings = NIKWarning.compare(
      nik, birthDate: Self.day(born), sex: sex, regions: book.regions)
    #expect(warnings == expected)
  }
}
