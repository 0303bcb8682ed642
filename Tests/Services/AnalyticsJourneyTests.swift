internal import LintasTestOffice
internal import Testing

/// Promise: the numbers of the office are what happened in it, at every depth, and only for those
/// who may read them.
@Suite(.timeLimit(.minutes(2))) struct AnalyticsJourneyTests {
  /// Promise: by direct call.
  @Test(arguments: [1, 2] as [UInt64]) func direct(seed: UInt64) async throws {
    let office = try await TestOffice.open(seed: seed)
    try await play(office, DirectOffice(office))
  }

  /// Promise: through the whole server.
  @Test(arguments: ServedOffice.allCases) func served(depth: ServedOffice) async throws {
    let office = try await TestOffice.open(seed: 3)
    try await depth.serve(office) { try await play(office, ChannelOffice($0)) }
  }

  private func play(_ office: TestOffice, _ connection: some AnalyticsConnection) async throws {
    try await AnalyticsJourney.staff(office)
    try await office.counting {
      try await AnalyticsJourney(
        office: connection, random: office.random, wait: { office.clock.advance(by: $0) }
      ).play()
    }
  }
}
