import DaemonControl
import Foundation
import Glibc
import LintasClient
import LintasMessages
import LintasProtobuf
import LintasRPC
import Testing

/// What the kernel saw of one submission.
@Suite(.enabled(if: Rig.has("strace") || Rig.isJudged, "strace is not installed"))
struct DurabilityTraceTests {
  /// Promise: an application is on disk, data first and then LMDB's meta page, before a byte of
  /// the answer leaves.
  @Test(.timeLimit(.minutes(5)))
  func diskBeforeAnswer() async throws {
    try await Rig.withDaemon { daemon, folder in
      let office = try await MadeUp.signedIn(daemon)
      let trace = try await Self.trace(daemon, folder) {
        let request = SubmitApplicationRequest.with { $0.form = MadeUp.form }
        let answer = try await office.applicant.submitApplication(
          request, options: CallOptions(timeout: .seconds(20)))
        #expect(answer.application.state == .submitted)
      }
      let calls = SystemCall.all(in: trace)
      let sync = try #require(calls.first { $0.isDataSync }, "no data sync:\n\(trace)")
      let meta = try #require(
        calls.first { $0.isStoreWrite && $0.began > sync.ended },
        "no meta write after the sync:\n\(trace)")
      let answer = try #require(calls.first { $0.isAnswer }, "no such answer:\n\(trace)")
      let data = calls.first { $0.isStoreWrite && $0.ended < sync.began }
      #expect(data != nil, "no data before the sync:\n\(trace)")
      #expect(meta.ended < answer.began, "the answer left before the meta page:\n\(trace)")
    }
  }

  /// Traces the server while `body` runs.
  private static func trace(
    _ daemon: Daemon, _ folder: URL, _ body: () async throws -> Void
  ) async throws -> String {
    let output = folder.appending(path: "trace")
    let identifier = try #require(daemon.identifier)
    let strace = try ChildProgram(
      "strace",
      [
        "-f", "-yy", "-o", output.path, "-p", String(identifier),
        "-e", "trace=write,writev,sendto,sendmsg,pwrite64,pwritev,fdatasync,fsync,msync",
      ], log: folder.appending(path: "strace.log"))
    let attached = try await Patience.wait(.seconds(20)) {
      strace.output.contains("attached") || !strace.isRunning
    }
    guard attached, strace.isRunning else {
      try #require(!Rig.isJudged, "strace cannot attach: \(strace.output)")
      try Test.cancel("strace cannot attach to a process here: \(strace.output)")
    }
    try await body()
    strace.signal(SIGTERM)
    _ = try await strace.exitCode(within: .seconds(20))
    return try String(contentsOf: output, encoding: .utf8)
  }
}
