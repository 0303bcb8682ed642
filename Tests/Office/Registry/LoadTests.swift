internal import LintasMessages
internal import LintasOffice
internal import LintasProtobuf
internal import LintasApplicantService
internal import LintasTestOffice
internal import Testing

/// Promise: reference data are loaded whole or not at all, are in force at once, and survive a
/// restart.
@Suite(.timeLimit(.minutes(1))) struct LoadTests {
  private let quote = QuoteFeeRequest.with {
    $0.kind = .ordinary
    $0.validity = .fiveYears
    $0.reason = .first
  }

  /// Promise: an office without rules says which are missing instead of guessing.
  @Test func withoutRules() async throws {
    let office = try await TestOffice.open(isLoaded: false)
    #expect(throws: Refusal.ruleMissing("reference")) {
      try office.desks.applicant.quoteFee(quote, by: office.stranger)
    }
    #expect(throws: Never.self) { try office.registry.requestCheck().check(quote) }
  }

  /// Promise: a new row is in force at once and after a restart, in its days; a faulty file changes
  /// nothing.
  @Test func newRowsAndFaultyFiles() async throws {
    let office = try await TestOffice.open()
    func fee(_ registry: Registry) throws -> Int64 {
      try ApplicantDesk(registry: registry).quoteFee(quote, by: office.stranger).fee.totalRupiah
    }
    #expect(try fee(office.registry) == 350_000)
    let before = try office.contents()
    let faulty = """
      [tariff]
      key | rupiah | indonesian | english | legal_basis | valid_from | valid_until
      passport.ordinary.5y | 1 | Paspor | Passport | PP 1/2026 | 2026-11-01 |
      passport.express | much | Cepat | Fast | PP 1/2026 | 2026-11-01 |
      """
    await #expect {
      try await office.registry.load(ReferenceFile.parse(faulty))
    } throws: {
      ($0 as? ReferenceFaults)?.faults.map(\.line) == [4]
    }
    #expect(try office.contents() == before)
    #expect(try fee(office.registry) == 350_000)
    let right = faulty.replacing("much", with: "2000000").replacing("| 1 |", with: "| 400000 |")
    let count = try await office.registry.load(ReferenceFile.parse(right))
    #expect(count == (try ReferenceFile.parse(ReferenceFixture.text).count) + 2)
    #expect(try fee(office.registry) == 400_000)
    #expect(try fee(try await office.reopened()) == 400_000)
  }
}
