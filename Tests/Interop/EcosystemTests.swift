import DaemonControl
import Foundation
import Testing

/// gRPC's own Python packages for reflection and channelz.
@Suite struct EcosystemTests {
  /// Promise: a Python program without a contract finds it by reflection, extensions of options
  /// included, and calls by it; and its channelz stubs read what the server's connections do.
  @Test(
    .enabled(if: Rig.python != nil || Rig.isJudged, "LINTAS_PYTHON names no Python with grpcio"),
    .timeLimit(.minutes(5)))
  func pythonReflectsAndReads() async throws {
    let python = try #require(
      Rig.python, "set LINTAS_PYTHON to a Python with grpcio; `make setup` makes one")
    try await Rig.withDaemon(["--channelz", "anybody", "--reflection", "anybody"]) {
      daemon, folder in
      let address = try #require(daemon.address)
      let script = Rig.root.appending(path: "Tests/Interop/Peers/ecosystem.py").path
      let (code, output) = try await Rig.run(
        python, [script, address, daemon.authority.path], in: folder)
      #expect(code == 0, "\(output)\n\(daemon.log)")
      #expect(output.contains("reflection: called lintas.v1.ApplicantService"))
      #expect(output.contains("channelz: read TLS_"))
    }
  }
}
