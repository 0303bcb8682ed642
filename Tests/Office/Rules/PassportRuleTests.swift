internal import LintasMessages
internal import LintasOffice
internal import Testing

/// Promise: fee, validity and papers are what the law of the day says, from the shipped tables.
@Suite struct PassportRuleTests {
  private static let today = CivilDate("2026-11-24") ?? CivilDate(dayNumber: 0)

  /// Promise: the fee is the sum of PP 45/2024's items.
  @Test(arguments: [
    (
      PassportKind.ordinary, PassportValidity.fiveYears, ApplicationReason.first, false, false,
      [350]
    ),
    (.ordinary, .tenYears, .expired, false, false, [650]),
    (.electronic, .fiveYears, .full, false, false, [650]),
    (.electronic, .tenYears, .first, false, false, [950]),
    (.electronic, .tenYears, .first, false, true, [950, 1000]),
    (.ordinary, .fiveYears, .lost, false, false, [350, 1000]),
    (.ordinary, .fiveYears, .lost, true, false, [350]),
    (.electronic, .tenYears, .damaged, false, true, [950, 500, 1000]),
    (.electronic, .tenYears, .damaged, true, true, [950, 1000]),
  ])
  func fee(
    kind: PassportKind, validity: PassportValidity, reason: ApplicationReason,
    forceMajeure: Bool, express: Bool, thousands: [Int64]
  ) throws {
    let lines = try ReferenceFixture.book().fees.quote(
      kind: kind, validity: validity, reason: reason, forceMajeure: forceMajeure, express: express,
      on: Self.today)
    #expect(lines?.map(\.tariff.rupiah) == thousands.map { $0 * 1000 })
    #expect(lines?.allSatisfy { $0.legalBasis == "PP 45/2024" } == true)
  }

  /// Promise: no fee is invented: before the law was in force, and for unknown kinds, there is
  /// none.
  @Test func noFeeWithoutTariff() throws {
    let fees = try ReferenceFixture.book().fees
    func quote(_ kind: PassportKind, _ day: String) -> [FeeLine]? {
      CivilDate(day).flatMap {
        fees.quote(
          kind: kind, validity: .fiveYears, reason: .first, forceMajeure: false, express: false,
          on: $0)
      }
    }
    #expect(quote(.ordinary, "2024-12-16") == nil)
    #expect(quote(.ordinary, "2024-12-17") != nil)
    #expect(quote(.unspecified, "2026-11-24") == nil)
    #expect(quote(PassportKind(rawValue: 77), "2026-11-24") == nil)
  }

  /// Promise: ten years only from 17, or once married.
  @Test(arguments: [
    ("2009-11-24", false, 2), ("2009-11-25", false, 1), ("2009-11-25", true, 2),
    ("2020-01-01", false, 1), ("1950-01-01", false, 2),
  ])
  func validityChoices(born: String, everMarried: Bool, count: Int) throws {
    let rule = try ReferenceFixture.book().validity(on: Self.today)
    let choices = rule.choices(
      born: try #require(CivilDate(born)), everMarried: everMarried, on: Self.today)
    #expect(choices == Array([.fiveYears, .tenYears].prefix(count)))
  }

  /// Promise: a child of two nationalities never gets a book past its 21st birthday: at 18 three
  /// years are left, at 17 four; after it there is none.
  @Test(arguments: [
    (PassportValidity.fiveYears, "2026-11-24", "1990-01-01", false, "2031-11-24"),
    (.tenYears, "2026-11-24", "1990-01-01", false, "2036-11-24"),
    (.fiveYears, "2026-11-24", "2008-11-24", true, "2029-11-24"),
    (.fiveYears, "2026-11-24", "2009-11-24", true, "2030-11-24"),
    (.fiveYears, "2026-11-24", "2015-01-01", true, "2031-11-24"),
    (.fiveYears, "2026-11-24", "2005-11-24", true, ""),
    (.unspecified, "2026-11-24", "1990-01-01", false, ""),
    (.fiveYears, "2028-02-29", "1990-01-01", false, "2033-03-01"),
  ])
  func lastDay(
    validity: PassportValidity, issued: String, born: String, dual: Bool, expected: String
  ) throws {
    let rule = try ReferenceFixture.book().validity(on: Self.today)
    let day = rule.lastDay(
      of: validity, issued: try #require(CivilDate(issued)), born: try #require(CivilDate(born)),
      dualCitizenship: dual)
    #expect(day?.description ?? "" == expected)
  }

  /// Promise: each circumstance asks for its papers and no others.
  @Test(arguments: [
    (
      ApplicationReason.first, "1990-01-01", false, false,
      [DocumentKind.identityCard, .familyCard, .birthProof]
    ),
    (
      .expired, "1990-01-01", false, false, [.identityCard, .familyCard, .birthProof, .oldPassport]
    ),
    (.lost, "1990-01-01", false, false, [.identityCard, .familyCard, .birthProof, .policeReport]),
    (
      .damaged, "1990-01-01", false, true,
      [.identityCard, .familyCard, .birthProof, .oldPassport, .forceMajeureLetter]
    ),
    (
      .first, "2015-01-01", false, false,
      [.familyCard, .birthProof, .parentsIdentityCards, .parentsMarriageCertificate]
    ),
    (
      .first, "2010-06-01", true, false,
      [.identityCard, .familyCard, .birthProof, .marriageCertificate]
    ),
  ])
  func papers(
    reason: ApplicationReason, born: String, everMarried: Bool, forceMajeure: Bool,
    expected: [DocumentKind]
  ) throws {
    let rule = try ReferenceFixture.book().requirements(on: Self.today)
    let papers = rule.papers(
      reason: reason, born: try #require(CivilDate(born)), everMarried: everMarried,
      forceMajeure: forceMajeure, on: Self.today)
    #expect(papers.map(\.value.document) == expected)
    #expect(papers.allSatisfy { !$0.legalBasis.isEmpty })
  }

  /// Promise: phone numbers are understood as people write them, and nothing else is.
  @Test(arguments: [
    ("0812 3456 7890", "+6281234567890"), ("+62 812-3456-7890", "+6281234567890"),
    ("6281234567890", "+6281234567890"), ("(0812) 345.678", "+62812345678"),
    ("081234567", ""), ("08123456789012", ""), ("0212345678", ""), ("+1 812 345 6789", ""),
    ("812345678", ""), ("0812345678a", ""), ("", ""), ("+0812345678", ""), ("0+812345678", ""),
    ("62 0812345678", ""),
  ])
  func phone(text: String, expected: String) {
    #expect(PhoneNumber(text)?.e164 ?? "" == expected)
  }

  /// Promise: passport numbers of the known shapes are read, others not.
  @Test(arguments: [
    ("X1234567", "X1234567"), ("e1234567", "E1234567"), ("A 123456", "A123456"),
    ("AB1234567", "AB1234567"),
    ("12345678", ""), ("X12345", ""), ("X123456789", ""), ("X12-4567", ""), ("", ""),
  ])
  func passportNumber(text: String, expected: String) {
    #expect(PassportNumber(text)?.text ?? "" == expected)
  }
}
