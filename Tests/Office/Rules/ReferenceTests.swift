internal import LintasMessages
internal import LintasOffice
internal import Testing

/// Promise: reference data are read strictly, every fault is named with its line, and a new row
/// changes a rule from its day on without touching what held before.
@Suite struct ReferenceTests {
  /// Promise: the shipped file is whole: 15 districts, all served, two offices.
  @Test func shippedFileIsWhole() throws {
    let day = try #require(CivilDate("2026-11-24"))
    let sites = try ReferenceFixture.book().sites(on: day)
    #expect(sites.map(\.code) == ["18.03", "18.08"])
    #expect(sites[1].districts.count == 15)
    #expect(sites[1].kinds == [.ordinary, .electronic])
  }

  /// Promise: a file that another system wrote, with CR LF at the ends of lines, means the same.
  @Test func endsOfLines() throws {
    let other = ReferenceFixture.text.split(separator: "\n", omittingEmptySubsequences: false)
      .joined(separator: "\r\n")
    let rows = try ReferenceFile.parse(other)
    #expect(rows.map(\.values) == (try ReferenceFile.parse(ReferenceFixture.text)).map(\.values))
    #expect(rows.count > 100)
  }

  /// Promise: all faults of form are told at once, each with its line.
  @Test func namesFaultsOfForm() {
    let text = """
      stray row
      [tariff]
      key | rupiah
      a | 1 | x | y | law | 2026-01-01 |
      b | 1 | law | 2026-01-01 |
      | 1 | x | y | | 2026-13-01 | never
      c | 1 | x | y | law | 2026-01-02 | 2026-01-01
      [nothing]
      key | x
      [age]
      """
    #expect {
      try ReferenceFile.parse(text)
    } throws: { error in
      let lines = (error as? ReferenceFaults)?.faults.map(\.line)
      return lines == [1, 3, 5, 6, 6, 6, 6, 7, 8, 10]
    }
  }

  /// Promise: all faults of meaning are told at once, each with its line, also what is missing.
  @Test func namesFaultsOfMeaning() throws {
    let text = """
      [tariff]
      key | rupiah | indonesian | english | legal_basis | valid_from | valid_until
      a | ten | x | y | law | 2026-01-01 |
      b | 10 | x | y | law | 2026-01-01 |
      b | 11 | x | y | law | 2026-01-01 |
      [product]
      key | office | kind | legal_basis | valid_from | valid_until
      p | nowhere | golden | law | 2026-01-01 |
      [holiday]
      key | name | kind | legal_basis | valid_from | valid_until
      easter | Easter | feast | law | 2026-01-01 |
      [document]
      key | document | circumstance | indonesian | english | legal_basis | valid_from | valid_until
      d | letter | sometimes | x | y | law | 2026-01-01 |
      """
    let lines = try ReferenceFile.parse(text)
    #expect {
      try ReferenceBook(lines)
    } throws: { error in
      let faults = (error as? ReferenceFaults)?.faults ?? []
      return faults.map(\.line).filter { $0 > 0 } == [3, 5, 8, 8, 11, 11, 14, 14]
        && faults.contains { $0.reason == "[deadline] lacks the row 'passport.decision'" }
    }
  }

  /// Promise: a later row changes a fee from its first day on; the day before still has the old
  /// one.
  @Test func laterRowWins() throws {
    let added = """
      [tariff]
      key | rupiah | indonesian | english | legal_basis | valid_from | valid_until
      passport.ordinary.5y | 400000 | Paspor | Passport | PP 1/2027 | 2027-03-01 | 2027-12-31
      """
    let book = try ReferenceBook(
      ReferenceFile.parse(ReferenceFixture.text) + ReferenceFile.parse(added))
    func rupiah(_ day: String) throws -> Int64? {
      book.tariffs.row("passport.ordinary.5y", on: try #require(CivilDate(day)))?.value.rupiah
    }
    #expect(try rupiah("2027-02-28") == 350_000)
    #expect(try rupiah("2027-03-01") == 400_000)
    #expect(try rupiah("2027-12-31") == 400_000)
    #expect(try rupiah("2028-01-01") == 350_000)
    #expect(try rupiah("2024-12-16") == nil)
  }

  /// Promise: the caller's language is what `accept-language` prefers, Indonesian if it says
  /// nothing.
  @Test(arguments: [
    ("", Language.indonesian), ("en", .english), ("id-ID", .indonesian),
    ("en-US,en;q=0.9,id;q=0.8", .english), ("de, en;q=0.5, id;q=0.7", .indonesian),
    ("in", .indonesian), ("en;q=0", .indonesian), ("fr", .indonesian),
    ("en;q=x, id;q=0.1", .indonesian),
    (";;,,q=,", .indonesian),
  ])
  func language(header: String, expected: Language) {
    #expect(Language(acceptLanguage: header) == expected)
    #expect(Language(acceptLanguage: nil) == .indonesian)
  }
}
