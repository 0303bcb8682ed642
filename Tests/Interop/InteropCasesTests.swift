import Foundation
import Testing

/// Promise: our client and our server pass gRPC's interoperability cases with each other, and with
/// a client and a server of another make (grpcio), over TLS. `make interop` prints the table.
@Suite(
  .enabled(if: Rig.python != nil || Rig.isJudged, "LINTAS_PYTHON names no Python with grpcio"),
  .timeLimit(.minutes(10)))
struct InteropCasesTests {
  @Test func allCasesPassFourWays() async throws {
    let (code, output) = try await interop()
    #expect(code == 0, "\(output)")
    // One case cannot be played by a client of grpcio as it is described; the table says why.
    #expect(
      output.hasSuffix("24 cases, 4 ways, 2 not available, 0 failed\n"), "\(output)")
  }

  /// The table is worth something: a server whose answers are a little wrong fails every case that
  /// can be got wrong, whoever plays it.
  @Test func clientsNoticeAFaultyServer() async throws {
    let (code, output) = try await interop("--faulty")
    #expect(code == 0, "\(output)")
    #expect(output.hasSuffix("21 cases, 2 clients, 0 faults not noticed\n"), "\(output)")
  }

  /// What cannot be served is refused in words, before anything is tried.
  @Test(arguments: [
    ("InteropServer", ["--use_tls=false"], "Lintas speaks TLS only"),
    ("InteropServer", ["--port", "0"], "--tls_cert_file"),
    ("InteropClient", ["--use_tls", "false"], "Lintas speaks TLS only"),
    ("InteropClient", ["--use_test_ca=true"], "--ca_file"),
    ("InteropClient", ["--custom_credentials_type=google_default_credentials"], "cloud"),
    ("InteropClient", ["--test_case=jwt_token_creds"], "cloud account"),
  ])
  func whatCannotBeServedIsRefused(
    program: String, flags: [String], reason: String
  ) async throws {
    let needed = ["--server_port=1", "--test_case=empty_unary"]
    try await inFolder { folder in
      let (code, output) = try await Rig.run(
        Rig.binaries.appending(path: program).path,
        (program == "InteropClient" ? needed : []) + flags, in: folder)
      #expect(code == 64)
      #expect(output.contains(reason), "\(output)")
    }
  }

  private func interop(_ flags: String...) async throws -> (code: Int32, output: String) {
    let python = try #require(
      Rig.python, "set LINTAS_PYTHON to a Python with grpcio; `make setup` makes one")
    let script = Rig.root.appending(path: "Tests/Interop/interop.py").path
    return try await inFolder { folder in
      try await Rig.run(
        python, [script, "--binaries", Rig.binaries.path] + flags, in: folder,
        within: .seconds(300))
    }
  }

  private func inFolder<Result>(_ body: (URL) async throws -> Result) async throws -> Result {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "lintas-interop-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    return try await body(folder)
  }
}
