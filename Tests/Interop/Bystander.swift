import DaemonControl
import Foundation
import LintasClient
import LintasProtobuf
import LintasRPC
import LintasStandard
import Synchronization
import Testing

/// Somebody with an open connection and an open stream who must not notice what others do.
final class Bystander: Sendable {
  private let client: LintasClient
  private let told = Mutex(0)
  private let ended = Mutex<String?>(nil)

  /// Connects, and opens the stream.
  init(_ daemon: Daemon) throws {
    client = try LintasClient(
      try #require(daemon.address), trust: .authority(file: daemon.authority.path))
    Task { await watch() }
  }

  private func watch() async {
    do {
      for try await _ in client.health.watch(HealthCheckRequest()) { told.withLock { $0 += 1 } }
      ended.withLock { $0 = "the server ended the stream" }
    } catch {
      ended.withLock { $0 = "the stream failed: \(error)" }
    }
  }

  /// The stream is open, and a call over the same connection is answered.
  func expectUndisturbed() async throws {
    let isOpen = try await Patience.wait(.seconds(10)) { told.withLock { $0 } > 0 }
    #expect(isOpen, "the stream tells nothing")
    let answer = try await client.health.check(
      HealthCheckRequest(), options: CallOptions(timeout: .seconds(10)))
    #expect(answer.status == .serving)
    #expect(ended.withLock { $0 } == nil)
  }

  /// Waits until the stream has ended; gives why, or nil if it has not.
  func end(within limit: Duration) async throws -> String? {
    _ = try await Patience.wait(limit) { ended.withLock { $0 } != nil }
    return ended.withLock { $0 }
  }
}
