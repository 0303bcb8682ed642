import LintasClientDoubles
import LintasDoubles
import LintasMessages
import LintasProtobuf
import LintasRPC
import LintasStandard
import Testing

@testable import LintasClient

/// Promise: every call of a client carries who calls, the language and, if it changes anything, an
/// idempotency key; a line that fails for a moment is not noticed.
@Suite(.timeLimit(.minutes(5))) struct LintasClientTests {
  @Test func callsCarryIdentityAndLanguage() async throws {
    let health = HealthDouble()
    health.check.answer(with: .with { $0.status = .serving })
    try await withClient(of: health) { client in
      _ = try await client.health.check(HealthCheckRequest())
      _ = try await client.signedIn("abc").health.check(HealthCheckRequest())
    }
    let sent = health.check.calls.map(\.metadata)
    #expect(sent.map { $0["authorization"] } == [nil, "Bearer abc"])
    #expect(sent.map { $0["accept-language"] } == ["id", "id"])
    #expect(sent.map { $0["idempotency-key"] } == [nil, nil])
  }

  @Test func changesCarryAKeyThatStaysTheSameWhenSentAgain() async throws {
    let officer = OfficerDouble()
    officer.claimNextCase.fail(with: Status(.unavailable, "not now"), times: 2)
    officer.claimNextCase.answer(with: ClaimNextCaseResponse())
    try await withClient(of: officer) { client in
      _ = try await client.officer.claimNextCase(ClaimNextCaseRequest())
      let options = CallOptions(metadata: ["idempotency-key": "mine"])
      _ = try await client.officer.claimNextCase(ClaimNextCaseRequest(), options: options)
    }
    let keys = officer.claimNextCase.calls.map { $0.metadata["idempotency-key"] }
    #expect(keys.count == 4)
    #expect(Set(keys.prefix(3)).count == 1)
    #expect(keys[0]?.utf8.count == 32)
    #expect(keys[3] == "mine")
  }

  @Test func callIsGivenUpAfterSomeAttempts() async throws {
    let health = HealthDouble()
    health.check.fail(with: Status(.unavailable, "not now"))
    try await withClient(of: health) { client in
      let status = await #expect(throws: Status.self) {
        _ = try await client.health.check(HealthCheckRequest())
      }
      #expect(status?.code == .unavailable)
    }
    #expect(health.check.calls.count == 4)
  }

  /// A stream that never began is asked for again; one that has begun is its caller's to resume.
  @Test func streamsAreAskedForAgainUntilTheyBegin() async throws {
    let applicant = ApplicantDouble()
    applicant.watchApplications.fail(with: Status(.unavailable), times: 1)
    applicant.watchApplications.answer { _, events, _ in
      try await events.write(.with { $0.sequence = 7 })
      throw Status(.unavailable, "the line broke")
    }
    try await withClient(of: applicant) { client in
      var seen: [UInt64] = []
      let status = await #expect(throws: Status.self) {
        for try await event in client.applicant.watchApplications(.init()) {
          seen.append(UInt64(event.sequence))
        }
      }
      #expect(status?.message == "the line broke")
      #expect(seen == [7])
    }
    #expect(applicant.watchApplications.calls.count == 2)
  }

  @Test(arguments: ["", "localhost", "localhost:", "localhost:0", "localhost:70000", ":7443"])
  func targetsThatAreNoneAreRefused(target: String) {
    #expect(throws: Status.self) { try LintasClient(target) }
  }

  @Test func trustThatCannotBeReadIsRefused() {
    #expect(throws: Status.self) {
      try LintasClient("localhost:7443", trust: .authority(file: "/nowhere/authority.pem"))
    }
  }

  @Test func identityHidesItsToken() {
    #expect("\(ClientIdentity.session("secret"))" == "a session")
  }

  private func withClient(
    of double: any ServiceDouble, _ body: @Sendable (LintasClient) async throws -> Void
  ) async throws {
    try await GRPCServer.withChannel(to: double) { channel in
      try await body(LintasClient(over: channel))
    }
  }
}
