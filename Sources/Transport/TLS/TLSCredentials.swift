/// A certificate chain and its key.
public struct TLSCredentials: Sendable {
  /// Where the two come from.
  enum Source: Sendable {
    case files(chain: String, key: String)
    case pem(chain: [UInt8], key: [UInt8])
  }

  let source: Source

  /// A PEM file with the leaf certificate first and its issuers after it, and one with its key.
  public static func files(chain: String, key: String) -> TLSCredentials {
    TLSCredentials(source: .files(chain: chain, key: key))
  }

  /// The same as text in memory.
  public static func pem(chain: [UInt8], key: [UInt8]) -> TLSCredentials {
    TLSCredentials(source: .pem(chain: chain, key: key))
  }
}
