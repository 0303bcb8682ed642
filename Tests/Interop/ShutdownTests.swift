import DaemonControl
import Foundation
import LintasClient
import LintasMessages
import LintasProtobuf
import LintasRPC
import LintasStandard
import Testing

/// How `lintasd` ends, and when it does not begin.
@Suite struct ShutdownTests {
  /// Promise: a wrong setting is refused at start with a sentence that names it, all of them at
  /// once.
  @Test(.timeLimit(.minutes(5)))
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

  /// Promise: a key that others could read is refused with the command that mends it, and wrong
  /// limits stop the console's commands as they stop the server.
  @Test(.timeLimit(.minutes(5)))
  func openKeyAndLimits() async throws {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "lintas-interop-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let program = Rig.binaries.appending(path: "lintasd").path
    let data = folder.appending(path: "data").path
    let made = try await Rig.run(program, ["authority", "init", "--data", data], in: folder)
    #expect(made.code == 0, "\(made.output)")
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o644], ofItemAtPath: data + "/server-key.pem")
    let served = try await Rig.run(
      program, ["serve", "--data", data, "--listen", "127.0.0.1:0"], in: folder)
    #expect(served.code != 0)
    #expect(served.output.contains("chmod 600 \(data)/server-key.pem"), "\(served.output)")
    let loaded = try await Rig.run(
      program, ["load", "--data", data, Rig.referenceData.path],
      environment: ["LINTAS_LIMIT": "store-map=1"], in: folder)
    #expect(loaded.code != 0 && loaded.output.contains("store-map=1"), "\(loaded.output)")
  }

  /// Promise: after SIGTERM open streams end with UNAVAILABLE and idle connections close, so that
  /// the server ends with 0 and its grace has not to cut them.
  @Test(.timeLimit(.minutes(5)))
  func openStreams() async throws {
    try await Rig.withDaemon { daemon, folder in
      let bystander = try Bystander(daemon)
      try await bystander.expectUndisturbed()
      let office = try await MadeUp.signedIn(daemon)
      let request = SubmitApplicationRequest.with { $0.form = MadeUp.form }
      _ = try await office.applicant.submitApplication(
        request, options: CallOptions(timeout: .seconds(60)))
      var events = office.applicant.watchApplications(WatchApplicationsRequest())
        .makeAsyncIterator()
      #expect(try await events.next()?.initial == true)

      #expect(try await daemon.stop() == 0, "\(daemon.log)")
      #expect(daemon.log.contains("calls-cut=false"), "\(daemon.log)")
      let ended = await #expect(throws: Status.self) { _ = try await events.next() }
      #expect(ended?.code == .unavailable)
      let why = try await bystander.end(within: .seconds(10))
      #expect(why?.contains("UNAVAILABLE") == true, "\(why ?? "the stream is open")")
    }
  }

  /// Promise: calls that run when SIGTERM comes are answered.
  @Test(.timeLimit(.minutes(5)))
  func runningCalls() async throws {
    try await Rig.withDaemon(["--limit", "shutdown-grace=120"]) { daemon, folder in
      let client = try LintasClient(
        try #require(daemon.address), trust: .authority(file: daemon.authority.path))
      _ = try await client.health.check(
        HealthCheckRequest(), options: CallOptions(timeout: .seconds(60)))
      try await withThrowingTaskGroup { group in
        // Hashing a secret takes a good part of a second, and two workers share it out.
        for serial in 1...4 {
          group.addTask {
            let answer = try await client.identity.register(
              MadeUp.registration(serial: serial), options: CallOptions(timeout: .seconds(60)))
            #expect(answer.accountID.count == 19)
          }
        }
        try await Task.sleep(for: .milliseconds(200))
        #expect(try await daemon.stop(within: .seconds(150)) == 0, "\(daemon.log)")
        try await group.waitForAll()
      }
      #expect(daemon.log.contains("calls-cut=false"), "\(daemon.log)")
    }
  }
}
