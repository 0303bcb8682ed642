import DaemonControl
import Foundation
import Testing

/// How `lintasd` ends, and when it does not begin.
@Suite struct ShutdownTests {
  /// Promise: a wrong setting is refused at start with a sentence that names it, all of them at
  /// once.
  @Test(.timeLimit(.minutes(1)))
  func wrongSettings() async throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "lintas-interop-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let (code, output) = try await Rig.run(
      Rig.binaries.appending(path: "lintasd").path,
      [
        "serve", "--data", folder.path, "--listen", "nowhere", "--loops", "none", "--limit",
        "streams=-1",
      ], in: folder)
    #expect(code != 0)
    for wrong in ["--listen", "--loops", "streams=-1", "--certificate", "--key"] {
      #expect(output.contains(wrong), "\(wrong) is not named: \(output)")
    }
  }

  /// Promise: after SIGTERM the server lets go of idle connections and open streams, and ends with
  /// 0.
  @Test(.timeLimit(.minutes(2)))
  func openStreams() async throws {
    try await Rig.withDaemon { daemon, folder in
      let bystander = try Bystander(daemon)
      try await bystander.expectUndisturbed()
      #expect(try await daemon.stop() == 0, "\(daemon.log)")
      withExtendedLifetime(bystander) {}
    }
  }
}
