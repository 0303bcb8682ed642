internal import Foundation
internal import LintasCrypto
internal import LintasRPC
internal import LintasTransport

/// A server's certificate and the authority that vouches for it, made for one run.
struct StressCertificates {
  private let authority: [UInt8]
  private let chain: [UInt8]
  private let key: [UInt8]

  init() throws {
    let validity = Validity(days: 1, from: Int64(Date.now.timeIntervalSince1970))
    let authority = try CertificateAuthority.create(commonName: "stress", validity: validity)
    let key = try PrivateKey.generate()
    let certificate = try authority.issue(
      .server(names: [AlternativeName("127.0.0.1")], commonName: "stress", validity: validity),
      for: key)
    self.authority = try authority.certificate.pem()
    chain = try certificate.pem()
    self.key = try key.pem()
  }

  /// Whom the clients believe.
  var trust: ServerTrust { .authority(pem: authority) }

  /// What the server shows.
  func server() throws -> TLSContext {
    try TLSContext.server(.pem(chain: chain, key: key))
  }
}
