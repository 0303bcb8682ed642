internal import LintasMessages
internal import LintasTestOffice
internal import Testing

/// Promise: what works by direct call works the same through the whole server: over a connection in
/// memory (two HTTP/2 sessions joined by buffers), and over a TLS socket.
@Suite(.timeLimit(.minutes(2))) struct ServedJourneyTests {
  /// Promise: the journey over HTTP/2 without sockets, and over TCP and TLS.
  @Test(arguments: ServedOffice.allCases, [1, 2] as [UInt64])
  func journey(depth: ServedOffice, seed: UInt64) async throws {
    let office = try await TestOffice.open(seed: seed)
    _ = try await office.staff()
    _ = try await office.staff(2, roles: [.head])
    try await depth.serve(office) { channel in
      let journey = Journey(
        office: ChannelOffice(channel), random: office.random,
        officer: (TestOffice.staffName(1), TestOffice.staffSecret))
      try await journey.play()
      try await FeedbackJourney(
        journey: journey, office: ChannelOffice(channel),
        head: (TestOffice.staffName(2), TestOffice.staffSecret)
      ).play()
    }
  }
}
