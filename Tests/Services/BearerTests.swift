internal import LintasClient
internal import LintasMessages
internal import LintasProtobuf
internal import LintasRPC
internal import LintasServer
internal import LintasStandard
internal import LintasTestOffice
internal import Testing

/// Promise: the Door takes a token in a field `authorization: Bearer TOKEN`, the scheme in any case
/// (RFC 7235 section 2.1), and in no other form.
@Suite(.timeLimit(.minutes(3))) struct BearerTests {
  @Test func formsOfTheField() async throws {
    let office = try await TestOffice.open(seed: 3)
    _ = try await office.staff()
    let services = OfficeServices(registry: office.registry, policy: TestOffice.policy) { failure in
      Issue.record("\(failure.method.path): \(failure.error)")
    }
    var configuration = ServerConfiguration()
    configuration.loops = 1
    configuration.workers = 1
    try await GRPCServer.run(router: services.router, configuration: configuration) { server in
      let channel = try server.channel()
      defer { channel.close() }
      let identity = IdentityClient(channel: channel)
      let token = try await identity.signIn(
        .with { ($0.name, $0.secret) = (TestOffice.staffName(1), TestOffice.staffSecret) }
      ).sessionToken
      for good in ["Bearer \(token)", "bearer \(token)", "BEARER \(token)", "Bearer   \(token)"] {
        #expect(try await code(identity, good) == .ok, "\(good.prefix(8))")
      }
      let others = [
        token, "Bearer", "Bearer \(token)x", "Bearer\(token)", "Basic \(token)",
        "Bea\"er \(token)", "Bearers \(token)", "", "Bearer \(token) \(token)",
      ]
      for other in others {
        #expect(try await code(identity, other) == .unauthenticated, "\(other.prefix(8))")
      }
    }
  }

  /// What a call with this field ends with.
  private func code(_ identity: IdentityClient, _ field: String) async throws -> StatusCode {
    var options = CallOptions()
    options.metadata.append("authorization", field)
    do {
      _ = try await identity.whoAmI(WhoAmIRequest(), options: options)
      return .ok
    } catch let status as Status {
      return status.code
    }
  }
}
