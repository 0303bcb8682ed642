import DaemonControl
import Foundation
import LintasClient
import LintasProtobuf
import LintasRPC
import LintasStandard
import Testing

/// How `lintasd` is reached, and how its certificates change while it runs.
@Suite struct ListenTests {
  /// Promise: SIGHUP reads certificates anew: who is connected goes on, who connects sees the new
  /// one, and a file that cannot be used leaves the old ones, with the reason in the log.
  @Test(.timeLimit(.minutes(5)))
  func certificatesAreReadAnew() async throws {
    try await Rig.withDaemon { daemon, folder in
      let bystander = try Bystander(daemon)
      try await bystander.expectUndisturbed()
      let old = try await certificate(daemon, in: folder)
      #expect(!old.isEmpty)

      try await renew(daemon, in: folder)
      #expect(try await certificate(daemon, in: folder) == old)
      kill(try #require(daemon.identifier), SIGHUP)
      let isRead = try await Patience.wait(.seconds(20)) {
        daemon.log.contains("certificates read anew")
      }
      #expect(isRead, "\(daemon.log)")
      let new = try await certificate(daemon, in: folder)
      #expect(new != old && !new.isEmpty)
      try await bystander.expectUndisturbed()

      try Data("no certificate".utf8).write(to: daemon.data.appending(path: "server.pem"))
      kill(try #require(daemon.identifier), SIGHUP)
      let isTold = try await Patience.wait(.seconds(20)) {
        daemon.log.contains("certificates not read anew; the old ones stay")
      }
      #expect(isTold, "\(daemon.log)")
      #expect(try await certificate(daemon, in: folder) == new)
      try await bystander.expectUndisturbed()
    }
  }

  /// Promise: a Unix socket stands beside TCP, for its owner alone, and goes with the server; a
  /// client without a certificate is served where one is only asked for.
  @Test(.timeLimit(.minutes(5)))
  func unixSocketBesideTCP() async throws {
    let path = "/tmp/lintas-\(UInt64.random(in: 0...UInt64.max)).sock"
    let folder = FileManager.default.temporaryDirectory
    let flags = ["--listen", "127.0.0.1:0", "--listen", "unix:\(path)", "--socket-mode", "660"]
    try await Rig.withDaemon(flags) { daemon, _ in
      #expect(daemon.log.contains("\(daemon.address ?? "") unix:\(path)\n"), "\(daemon.log)")
      let rights = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions]
      #expect((rights as? NSNumber)?.intValue == 0o660)
      for target in [try #require(daemon.address), "unix:\(path)"] {
        let client = try LintasClient(target, trust: .authority(file: daemon.authority.path))
        let answer = try await client.health.check(
          HealthCheckRequest(), options: CallOptions(timeout: .seconds(10)))
        #expect(answer.status == .serving)
        client.close()
      }
      let second = try await Rig.run(
        Rig.binaries.appending(path: "lintasd").path,
        ["serve", "--data", daemon.data.path, "--listen", "unix:\(path)"], in: folder)
      #expect(second.code != 0)
    }
    #expect(!FileManager.default.fileExists(atPath: path))
  }

  /// Promise: where client certificates are required, nobody is let in without one of the named
  /// authority.
  @Test(.timeLimit(.minutes(5)))
  func clientCertificatesAreRequired() async throws {
    try await Rig.withDaemon { daemon, folder in
      #expect(try await daemon.stop() == 0, "\(daemon.log)")
      try await daemon.start(
        ["--client-authority", daemon.authority.path, "--client-certificates", "required"])
      let key = folder.path + "/client-key.pem"
      let chain = folder.path + "/client.pem"
      try await issue(daemon, "DNS:partner.test", key: key, chain: chain, in: folder)
      let visit = ["s_client", "-connect", try #require(daemon.address), "-alpn", "h2"]
      // By TLS 1.2, where the client knows by the end of the handshake.
      let stranger = try await Rig.run("openssl", visit + ["-tls1_2"], in: folder)
      #expect(stranger.output.contains("alert handshake failure"), "\(stranger.output)")
      let partner = try await Rig.run(
        "openssl", visit + ["-tls1_2", "-cert", chain, "-key", key], in: folder)
      #expect(partner.output.contains("New, TLSv1.2"), "\(partner.output)")
      #expect(!partner.output.contains("alert"), "\(partner.output)")
    }
  }

  /// A new key and certificate in the place of the old ones, by the same authority.
  private func renew(_ daemon: Daemon, in folder: URL) async throws {
    try await issue(
      daemon, "DNS:localhost,IP:127.0.0.1", key: daemon.data.path + "/server-key.pem",
      chain: daemon.data.path + "/server.pem", in: folder)
  }

  /// A certificate of the server's own authority.
  private func issue(
    _ daemon: Daemon, _ names: String, key: String, chain: String, in folder: URL
  ) async throws {
    let data = daemon.data.path
    let commands = [
      [
        "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
        "/CN=new", "-addext", "subjectAltName=" + names, "-keyout", key, "-out",
        folder.path + "/new.csr",
      ],
      [
        "x509", "-req", "-in", folder.path + "/new.csr", "-CA", data + "/authority.pem", "-CAkey",
        data + "/authority-key.pem", "-days", "2", "-copy_extensions", "copy", "-out", chain,
      ],
    ]
    for command in commands {
      let made = try await Rig.run("openssl", command, in: folder)
      #expect(made.code == 0, "\(made.output)")
    }
  }

  /// The certificate that the server shows to who comes now, by another make of client.
  private func certificate(_ daemon: Daemon, in folder: URL) async throws -> String {
    let shown = try await Rig.run(
      "openssl",
      ["s_client", "-connect", try #require(daemon.address), "-alpn", "h2", "-showcerts"],
      in: folder)
    let parts = shown.output.split(separator: "-----")
    let place = parts.firstIndex(of: "BEGIN CERTIFICATE").map { $0 + 1 }
    return place.map { String(parts[$0]) } ?? ""
  }
}
