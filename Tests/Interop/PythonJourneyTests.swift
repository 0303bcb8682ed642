import DaemonControl
import Foundation
import Testing

/// A partner in another language, with stock grpcio and nothing but the contracts.
@Suite struct PythonJourneyTests {
  /// Promise: a program that knows only Proto/ can play the whole journey, and every refusal is
  /// what the contracts say.
  @Test(
    .enabled(if: Rig.python != nil || Rig.isJudged, "LINTAS_PYTHON names no Python with grpcio"),
    .timeLimit(.minutes(5)))
  func journey() async throws {
    let python = try #require(
      Rig.python, "set LINTAS_PYTHON to a Python with grpcio; `make setup` makes one")
    try await Rig.withDaemon { daemon, folder in
      let address = try #require(daemon.address)
      let (code, output) = try await Rig.run(
        python,
        [
          Rig.root.appending(path: "Clients/Python/journey.py").path, "--server", address,
          "--ca", daemon.authority.path, "--officer", Rig.officer.name,
          "--head", Rig.head.name, "--office", Rig.officer.office,
        ],
        environment: [
          "LINTAS_OFFICER_SECRET": Rig.officer.secret, "LINTAS_HEAD_SECRET": Rig.head.secret,
        ], in: folder,
        within: .seconds(240))
      #expect(code == 0, "\(output)\n\(daemon.log)")

      // What was counted beside the calls is what the cases say.
      #expect(try await daemon.stop() == 0, "\(daemon.log)")
      let rebuild = try await Rig.run(
        Rig.binaries.appending(path: "lintasd").path,
        ["analytics", "rebuild", "--data", daemon.data.path], in: folder)
      #expect(rebuild.code == 0, "\(rebuild.output)")
      #expect(rebuild.output.contains(/\d+ cases: the numbers were the same/), "\(rebuild.output)")
    }
  }
}
