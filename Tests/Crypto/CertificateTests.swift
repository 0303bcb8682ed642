internal import Foundation
@testable internal import LintasCrypto
internal import Testing

/// Certificates, judged by OpenSSL's own command line.
struct CertificateTests {
  private static let now = Int64(Date().timeIntervalSince1970)
  private let folder: String
  private let authority: CertificateAuthority

  init() throws {
    folder = NSTemporaryDirectory() + "lintas-crypto-" + UUID().uuidString
    mkdir(folder, 0o700)
    authority = try CertificateAuthority.create(
      commonName: "Lintas Uji", validity: Validity(days: 30, from: Self.now))
    try ProtectedFile.write(
      authority.certificate.pem(), to: folder + "/ca.pem", for: .everybody)
  }

  private func openssl(_ arguments: String...) throws -> (isFine: Bool, output: String) {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["timeout", "20", "openssl"] + arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    try process.run()
    let data = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus == 0, String(decoding: data, as: UTF8.self))
  }

  private func issueServer(_ names: [String], key: PrivateKey) throws -> Certificate {
    let profile = CertificateProfile.server(
      names: names.map { AlternativeName($0) }, commonName: "lintasd",
      validity: Validity(days: 10, from: Self.now))
    return try authority.issue(profile, for: key)
  }

  /// Promise: a server's certificate verifies for its names and addresses, and for no others.
  @Test func serverCertificateVerifies() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let key = try PrivateKey.generate()
    let server = try issueServer(["localhost", "*.lintas.test", "127.0.0.1", "::1"], key: key)
    try ProtectedFile.write(server.pem(), to: folder + "/server.pem", for: .everybody)
    for names in [
      ["-verify_hostname", "localhost"], ["-verify_hostname", "kantor.lintas.test"],
      ["-verify_ip", "127.0.0.1"], ["-verify_ip", "::1"],
    ] {
      let result = try openssl(
        "verify", "-x509_strict", "-CAfile", "ca.pem", "-purpose", "sslserver", names[0], names[1],
        "server.pem")
      #expect(result.isFine, "\(names): \(result.output)")
    }
    for names in [["-verify_hostname", "example.org"], ["-verify_ip", "127.0.0.2"]] {
      let result = try openssl("verify", "-CAfile", "ca.pem", names[0], names[1], "server.pem")
      #expect(!result.isFine)
    }
    #expect(
      try !openssl("verify", "-CAfile", "ca.pem", "-purpose", "sslclient", "server.pem").isFine)
    #expect(server.belongs(to: key))
    #expect(!server.belongs(to: try PrivateKey.generate()))
  }

  /// Promise: a client's certificate is for clients only, and a certificate of another authority is
  /// worth nothing.
  @Test func clientCertificateVerifies() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let profile = CertificateProfile.client(
      commonName: "Dinas Dukcapil", validity: Validity(days: 10, from: Self.now))
    let key = try PrivateKey.generate()
    try ProtectedFile.write(
      authority.issue(profile, for: key).pem(), to: folder + "/client.pem", for: .everybody)
    let other = try CertificateAuthority.create(
      commonName: "Lintas Uji", validity: Validity(days: 30, from: Self.now))
    try ProtectedFile.write(
      other.issue(profile, for: key).pem(), to: folder + "/other.pem", for: .everybody)
    #expect(
      try openssl("verify", "-CAfile", "ca.pem", "-purpose", "sslclient", "client.pem").isFine)
    #expect(
      try !openssl("verify", "-CAfile", "ca.pem", "-purpose", "sslserver", "client.pem").isFine)
    #expect(try !openssl("verify", "-CAfile", "ca.pem", "other.pem").isFine)
  }

  /// Promise: the extensions, the key and the serial number are what the profile and RFC 5280 say.
  @Test func extensionsAreComplete() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let server = try issueServer(["localhost"], key: PrivateKey.generate())
    try ProtectedFile.write(server.pem(), to: folder + "/server.pem", for: .everybody)
    let leaf = try openssl("x509", "-in", "server.pem", "-noout", "-text").output
    for part in [
      "Version: 3", "Signature Algorithm: ecdsa-with-SHA256", "NIST CURVE: P-256",
      "X509v3 Basic Constraints: critical\n                CA:FALSE",
      "X509v3 Key Usage: critical\n                Digital Signature",
      "TLS Web Server Authentication", "DNS:localhost", "X509v3 Authority Key Identifier",
      "Issuer: CN = Lintas Uji", "Subject: CN = lintasd",
    ] {
      #expect(leaf.contains(part), "\(part) is missing in \(leaf)")
    }
    let root = try openssl("x509", "-in", "ca.pem", "-noout", "-text").output
    #expect(root.contains("CA:TRUE, pathlen:0") && root.contains("Certificate Sign, CRL Sign"))
    let again = try issueServer(["localhost"], key: PrivateKey.generate())
    try ProtectedFile.write(again.pem(), to: folder + "/again.pem", for: .everybody)
    let serials = try ["server.pem", "again.pem"].map {
      try openssl("x509", "-in", $0, "-noout", "-serial").output
    }
    #expect(serials[0] != serials[1] && serials.allSatisfy { $0.count > 30 })
  }

  /// Promise: an authority read from its files issues like the one that wrote them, its validity
  /// reads back to the second, and files that do not belong together are refused.
  @Test func authorityIsReadFromItsFiles() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try ProtectedFile.write(authority.keyPEM(), to: folder + "/ca.key", for: .owner)
    let read = try CertificateAuthority(
      certificatePEM: ProtectedFile.read(folder + "/ca.pem", for: .everybody),
      keyPEM: ProtectedFile.read(folder + "/ca.key", for: .owner))
    #expect(read.certificate.validity == Validity(days: 30, from: Self.now))
    #expect(try read.certificate.der() == authority.certificate.der())
    let far = Validity(notBefore: 0, notAfter: 7_258_118_400)  // 1970 to 2200: both notations
    #expect(
      try CertificateAuthority.create(commonName: "x", validity: far).certificate.validity == far)
    let stranger = try PrivateKey.generate().pem()
    #expect(throws: CryptoError.self) {
      try CertificateAuthority(certificatePEM: authority.certificate.pem(), keyPEM: stranger)
    }
    for broken in [[], Array("-----BEGIN NOTHING-----".utf8), [0xFF, 0]] as [[UInt8]] {
      #expect(throws: CryptoError.self) { try Certificate(pem: broken) }
      #expect(throws: CryptoError.self) { try PrivateKey(pem: broken) }
    }
    // After all these failures the thread's queue of errors is empty: the next one has own reasons.
    #expect(OpenSSL.failure("nothing").reason == "failed without a reason")
  }

  /// Promise: names that could smuggle in other entries, and profiles that make no sense, are
  /// refused.
  @Test func badProfilesAreRefused() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let key = try PrivateKey.generate()
    for name in ["localhost,DNS:bank.test", "", "a b", "-a", "a..b", "x\u{0}y", "kantor\n", "ä"] {
      #expect(throws: CryptoError.self, "\(name)") { try issueServer([name], key: key) }
    }
    #expect(throws: CryptoError.self) { try issueServer([], key: key) }
    let validity = Validity(days: 31, from: Self.now)
    #expect(throws: CryptoError.self) {
      try authority.issue(.client(commonName: "x", validity: validity), for: key)
    }
    for name in ["", String(repeating: "x", count: 65)] {
      #expect(throws: CryptoError.self) {
        try CertificateAuthority.create(commonName: name, validity: validity)
      }
    }
  }
}
