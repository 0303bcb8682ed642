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
          "--office", Rig.officer.office,
        ],
        environment: ["LINTAS_OFFICER_SECRET": Rig.officer.secret], in: folder,
        within: .seconds(240))
      #expect(code == 0, "\(output)\n\(daemon.log)")
    }
  }
}
