import DaemonControl
import Foundation
import Testing

/// Peers that do not speak TLS, or not HTTP/2 over TLS.
@Suite(.enabled(if: Rig.has("openssl") || Rig.isJudged, "openssl is not installed"))
struct BadPeerTests {
  /// A peer that a server has to send away.
  struct Peer: CustomTestStringConvertible {
    /// What it is.
    let testDescription: String
    /// The command that plays it; the address is put in for ADDRESS, host and port for HOST and
    /// PORT. It stays until the server closes the connection.
    let command: String
  }

  static let peers = [
    Peer(
      testDescription: "plain TCP",
      command: #"exec 3<>/dev/tcp/HOST/PORT; printf 'GET / HTTP/1.1\r\n\r\n' >&3; cat <&3"#),
    Peer(
      testDescription: "TLS without ALPN",
      command: "openssl s_client -connect ADDRESS -quiet -ign_eof </dev/null"),
    Peer(
      testDescription: "TLS with another protocol's ALPN",
      command: "openssl s_client -connect ADDRESS -alpn http/1.1 -quiet -ign_eof </dev/null"),
    Peer(
      testDescription: "TLS 1.1",
      command: "openssl s_client -connect ADDRESS -alpn h2 -tls1_1 -cipher DEFAULT:@SECLEVEL=0 "
        + "-quiet -ign_eof </dev/null"),
    Peer(
      testDescription: "garbage after the handshake",
      command: "printf 'this is no preface of HTTP/2, and it is long enough to be read as one'"
        + " | openssl s_client -connect ADDRESS -alpn h2 -quiet -ign_eof"),
  ]

  /// Promise: such a connection is closed, one line of the log tells it, and the others do not
  /// notice.
  @Test(.timeLimit(.minutes(5)))
  func closed() async throws {
    try await Rig.withDaemon { daemon, folder in
      let address = try #require(daemon.address)
      let bystander = try Bystander(daemon)
      for peer in Self.peers {
        let before = Self.lines(daemon.log)
        let parts = address.split(separator: ":")
        let command = peer.command.replacing("ADDRESS", with: address)
          .replacing("HOST", with: parts[0]).replacing("PORT", with: parts[1])
        // `timeout` ends the peer with 124 if the server does not send it away.
        let (code, output) = try await Rig.run(
          "timeout", ["60", "bash", "-c", command], in: folder)
        #expect(code != 124, "\(peer.testDescription): the connection was not closed; \(output)")
        let told = try await Patience.wait(.seconds(30)) { Self.lines(daemon.log) > before }
        #expect(told, "\(peer.testDescription): the log tells nothing")
        try await Task.sleep(for: .milliseconds(100))
        let lines = daemon.log.split(separator: "\n").dropFirst(before)
        #expect(lines.count == 1, "\(peer.testDescription): \(lines)")
        try await bystander.expectUndisturbed()
      }
    }
  }

  private static func lines(_ log: String) -> Int { log.split(separator: "\n").count }
}
