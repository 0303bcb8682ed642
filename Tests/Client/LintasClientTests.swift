import LintasMessages
import LintasProtobuf
import LintasRPC
import LintasStandard
import LintasStandardServices
import Synchronization
import Testing

@testable import LintasClient

/// Promise: every call of a client carries who calls, the language and, if it changes anything, an
/// idempotency key; a line that fails for a moment is not noticed.
@Suite(.timeLimit(.minutes(5))) struct LintasClientTests {
  @Test func callsCarryIdentityAndLanguage() async throws {
    try await withClient { client, door in
      _ = try await client.health.check(HealthCheckRequest())
      let first = try #require(door.heads.withLock { $0.last })
      #expect(first["authorization"] == nil)
      #expect(first["accept-language"] == "id")
      #expect(first["idempotency-key"] == nil)
      _ = try await client.signedIn("abc").health.check(HealthCheckRequest())
      let second = try #require(door.heads.withLock { $0.last })
      #expect(second["authorization"] == "Bearer abc")
    }
  }

  @Test func changesCarryAKeyThatStaysTheSameWhenSentAgain() async throws {
    try await withClient { client, door in
      door.failures.withLock { $0 = 2 }
      _ = try await client.officer.claimNextCase(ClaimNextCaseRequest())
      let keys = door.heads.withLock { $0.map { $0["idempotency-key"] } }
      #expect(keys.count == 3)
      #expect(Set(keys).count == 1)
      #expect(keys[0]?.utf8.count == 32)
      let options = CallOptions(metadata: ["idempotency-key": "mine"])
      _ = try await client.officer.claimNextCase(ClaimNextCaseRequest(), options: options)
      #expect(door.heads.withLock { $0.last?["idempotency-key"] } == "mine")
    }
  }

  @Test func callIsGivenUpAfterSomeAttempts() async throws {
    try await withClient { client, door in
      door.failures.withLock { $0 = 100 }
      do {
        _ = try await client.health.check(HealthCheckRequest())
        Issue.record("a call went through a closed door")
      } catch let status as Status {
        #expect(status.code == .unavailable)
      }
      #expect(door.heads.withLock { $0.count } == 4)
    }
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
    _ body: @Sendable (LintasClient, RecordingDoor) async throws -> Void
  ) async throws {
    let door = RecordingDoor()
    var router = Router<Visitor>(door: door)
    router.register(HealthDesk(HealthBoard()))
    router.unary(OfficerClient.Methods.claimNextCase) { _, _ in ClaimNextCaseResponse() }
    try await GRPCServer.run(router: router, grace: .seconds(1)) { server in
      let client = LintasClient(over: try server.channel())
      try await body(client, door)
      client.close()
    }
  }
}

/// A door that notes what it sees, and is closed as often as it is told.
private final class RecordingDoor: Door {
  let heads = Mutex<[Metadata]>([])
  let failures = Mutex(0)

  func admit(_ call: borrowing CallHead) throws -> Visitor {
    let metadata = call.metadata
    heads.withLock { $0.append(metadata) }
    let fails = failures.withLock { left in
      defer { left = max(0, left - 1) }
      return left > 0
    }
    if fails { throw Status(.unavailable, "not now") }
    return Visitor(metadata: metadata)
  }

  func check(_ request: some Message, of method: MethodSummary, by caller: Visitor) throws {}
}
