internal import LintasTransport

/// The certificate by which a client shows who it is, for servers that ask for one: a partner
/// agency's, say. Its key never leaves the process.
public struct ClientCertificate: Sendable {
  /// The same for the transport.
  let transport: TLSCredentials

  /// A PEM file with the client's certificate first and its issuers after it, and one with its key.
  public static func files(chain: String, key: String) -> ClientCertificate {
    ClientCertificate(transport: .files(chain: chain, key: key))
  }

  /// The same as text in memory.
  public static func pem(chain: [UInt8], key: [UInt8]) -> ClientCertificate {
    ClientCertificate(transport: .pem(chain: chain, key: key))
  }
}
