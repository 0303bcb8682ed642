import Foundation
import LintasTransport

/// Authorities and certificates made by the `openssl` command, as a partner would make them, in a
/// folder of their own that is removed with the object.
final class OpenSSLCertificates: Sendable {
  let folder: String

  /// A folder with an authority `ca` and a server's certificate `server` for `localhost`.
  init() throws {
    folder = NSTemporaryDirectory() + "lintas-pki-\(UUID().uuidString)"
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    try authority("ca")
    try leaf("server", "subjectAltName=DNS:localhost")
  }

  deinit {
    try? FileManager.default.removeItem(atPath: folder)
  }

  /// The file of a certificate.
  func certificate(_ name: String) -> String { "\(folder)/\(name).pem" }
  /// The file of a key.
  func key(_ name: String) -> String { "\(folder)/\(name).key" }
  /// Both.
  func credentials(_ name: String) -> TLSCredentials {
    .files(chain: certificate(name), key: key(name))
  }

  /// Makes an authority.
  func authority(_ name: String) throws {
    try openssl(
      "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days",
      "2", "-subj", "/CN=\(name)", "-keyout", key(name), "-out", certificate(name))
  }

  /// Makes a certificate, or a new one in the place of an old one.
  func leaf(_ name: String, _ alternativeNames: String, by authority: String = "ca") throws {
    try openssl(
      "req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
      "/CN=spiffe:\\/\\/lintas.test\\/common-name", "-addext", alternativeNames, "-keyout",
      key(name),
      "-out", "\(folder)/\(name).csr")
    try openssl(
      "x509", "-req", "-in", "\(folder)/\(name).csr", "-CA", certificate(authority), "-CAkey",
      key(authority), "-days", "2", "-copy_extensions", "copy", "-out", certificate(name))
  }

  /// Why the command failed.
  struct Failure: Error {
    let text: String
  }

  private func openssl(_ arguments: String...) throws {
    let (status, text) = try PeerProgram.run("openssl", arguments)
    guard status == 0 else { throw Failure(text: text) }
  }
}
