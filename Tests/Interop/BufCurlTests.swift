import DaemonControl
import Foundation
import Testing

/// A tool that knows nothing of the office: `buf curl` asks the server for its contracts and calls
/// it by them, over TLS.
@Suite(
  .enabled(if: Rig.python != nil || Rig.isJudged, "LINTAS_PYTHON names no Python with buf"),
  .timeLimit(.minutes(5)))
struct BufCurlTests {
  /// Promise: the services and their methods are listed by reflection.
  @Test func listsServicesAndMethods() async throws {
    try await Rig.withDaemon(["--reflection", "anybody"]) { daemon, folder in
      let services = try await Self.curl(daemon, folder, ["--list-services"])
      #expect(services.code == 0, "\(services.output)")
      #expect(
        services.output.split(separator: "\n").map(String.init).sorted() == [
          "grpc.channelz.v1.Channelz", "grpc.health.v1.Health",
          "grpc.reflection.v1.ServerReflection",
          "grpc.reflection.v1alpha.ServerReflection",
          "lintas.v1.AnalyticsService", "lintas.v1.ApplicantService", "lintas.v1.FeedbackService",
          "lintas.v1.IdentityService", "lintas.v1.OfficerService", "lintas.v1.TrainingService",
        ])
      let methods = try await Self.curl(daemon, folder, ["--list-methods"])
      #expect(methods.code == 0, "\(methods.output)")
      #expect(methods.output.contains("lintas.v1.ApplicantService/WatchApplications"))
    }
  }

  /// Promise: by nothing but reflection, of either version, real methods are called and their
  /// refusals arrive: the exit code is 8 times the status.
  @Test(arguments: ["grpc-v1", "grpc-v1alpha"])
  func callsByReflection(version: String) async throws {
    try await Rig.withDaemon(["--reflection", "anybody"]) { daemon, folder in
      func call(
        _ method: String, _ json: String, _ flags: [String] = []
      ) async throws -> (code: Int32, output: String) {
        try await Self.curl(
          daemon, folder, flags + ["--reflect-protocol", version, "--data", json], method: method)
      }
      let health = try await call("grpc.health.v1.Health/List", "{}")
      #expect(health.code == 0, "\(health.output)")
      #expect(health.output.contains("\"lintas.v1.ApplicantService\""), "\(health.output)")

      let question =
        "\"kind\": \"PASSPORT_KIND_ELECTRONIC\", \"validity\": \"PASSPORT_VALIDITY_TEN_YEARS\""
      let quote = try await call(
        "lintas.v1.ApplicantService/QuoteFee",
        "{\(question), \"reason\": \"APPLICATION_REASON_FIRST\"}")
      #expect(quote.code == 0, "\(quote.output)")
      #expect(quote.output.contains("950000"), "\(quote.output)")

      let invalid = try await call("lintas.v1.ApplicantService/QuoteFee", "{}")
      #expect(invalid.code == 8 * 3, "\(invalid.output)")
      #expect(invalid.output.contains("invalid_argument"), "\(invalid.output)")

      let stranger = try await call("lintas.v1.IdentityService/WhoAmI", "{}")
      #expect(stranger.code == 8 * 16, "\(stranger.output)")

      let signIn = try await call(
        "lintas.v1.IdentityService/SignIn",
        "{\"name\": \"\(Rig.officer.name)\", \"secret\": \"\(Rig.officer.secret)\"}")
      let token = try #require(signIn.output.firstMatch(of: /"sessionToken": *"([^"]+)"/)).1
      let officer = try await call(
        "lintas.v1.IdentityService/WhoAmI", "{}", ["--header", "authorization: Bearer \(token)"])
      #expect(officer.code == 0, "\(officer.output)")
      #expect(officer.output.contains(Rig.officer.fullName), "\(officer.output)")
    }
  }

  /// Promise: an operator can keep the contracts for administrators, or for nobody.
  @Test(arguments: [("administrators", "not authenticated"), ("nobody", "unimplemented")])
  func canBeShut(audience: String, refusal: String) async throws {
    try await Rig.withDaemon(["--reflection", audience]) { daemon, folder in
      let services = try await Self.curl(daemon, folder, ["--list-services"])
      #expect(services.code == 1 && services.output.contains(refusal), "\(services.output)")
    }
  }

  /// Runs `buf curl` on the server, which it has no contract of.
  private static func curl(
    _ daemon: Daemon, _ folder: URL, _ flags: [String], method: String = ""
  ) async throws -> (code: Int32, output: String) {
    let python = try #require(
      Rig.python, "set LINTAS_PYTHON to a Python with buf beside it; `make setup` makes one")
    let buf = URL(filePath: python).deletingLastPathComponent().appending(path: "buf")
    let port = try #require(daemon.address?.split(separator: ":").last)
    return try await Rig.run(
      buf.path,
      ["curl", "--protocol", "grpc", "--cacert", daemon.authority.path] + flags
        + ["https://localhost:\(port)/\(method)"],
      environment: ["HOME": folder.path], in: folder)
  }
}
