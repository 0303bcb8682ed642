internal import LintasMessages
internal import LintasTestOffice
internal import Testing

/// Promise: the whole journey works by direct call, several at once in one office, and with other
/// people and keys.
@Suite(.timeLimit(.minutes(1))) struct DirectJourneyTests {
  /// Promise: the journey of registration, submission, check and decision, with every refusal.
  @Test(arguments: [1, 2, 3] as [UInt64]) func journey(seed: UInt64) async throws {
    let office = try await TestOffice.open(seed: seed)
    _ = try await office.staff()
    _ = try await office.staff(2, roles: [.head])
    let journey = Journey(
      office: DirectOffice(office), random: office.random,
      officer: (TestOffice.staffName(1), TestOffice.staffSecret))
    try await journey.play()
    try await FeedbackJourney(
      journey: journey, office: DirectOffice(office),
      head: (TestOffice.staffName(2), TestOffice.staffSecret)
    ).play()
  }
}
