import Foundation
import LintasTransport

/// An authority, a server's certificate and a client's, made by the `openssl` command in a folder
/// of their own that is removed with the object.
final class TestCertificates: Sendable {
  let folder: String

  /// Files of PEM text.
  var authority: String { folder + "/ca.pem" }
  var otherAuthority: String { folder + "/other.pem" }

  /// The server's certificate is for `localhost` and `127.0.0.1`.
  var server: TLSCredentials {
    .files(chain: folder + "/server.pem", key: folder + "/server.key")
  }

  /// The client's certificate names `spiffe://lintas.test/partner`.
  var client: TLSCredentials {
    .files(chain: folder + "/client.pem", key: folder + "/client.key")
  }

  init() async throws {
    folder = NSTemporaryDirectory() + "lintas-tls-\(UUID().uuidString)"
    try FileManager.default.createDirectory(
      atPath: folder, withIntermediateDirectories: true)
    try await authority("ca")
    try await authority("other")
    try await leaf("server", "subjectAltName=DNS:localhost,IP:127.0.0.1")
    try await leaf("client", "subjectAltName=URI:spiffe://lintas.test/partner")
  }

  deinit {
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// Gives the server a new key and certificate, in the place of the old ones.
  func renewServer() async throws {
    try await leaf("server", "subjectAltName=DNS:localhost,IP:127.0.0.1")
  }

  private func authority(_ name: String) async throws {
    try await openssl([
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days",
      "2", "-subj", "/CN=\(name)", "-keyout", "\(name).key", "-out", "\(name).pem",
    ])
  }

  private func leaf(_ name: String, _ alternativeName: String) async throws {
    try await openssl([
      "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
      "/CN=\(name)", "-addext", alternativeName, "-keyout", "\(name).key", "-out", "\(name).csr",
    ])
    try await openssl([
      "x509", "-req", "-in", "\(name).csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-days", "2",
      "-copy_extensions", "copy", "-out", "\(name).pem",
    ])
  }

  private func openssl(_ arguments: [String]) async throws {
    let (status, text) = try await PeerCommand.openssl(arguments, in: folder)
    guard status == 0 else { throw Failure(text: text) }
  }

  /// Why the command failed.
  struct Failure: Error {
    let text: String
  }
}
