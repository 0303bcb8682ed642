/// What a finished TLS handshake says about the connection and its peer.
public struct TLSIdentity: Sendable {
  /// The protocol's version, such as `TLSv1.3`.
  public let version: String
  /// The name of the cipher suite.
  public let cipher: String
  /// The protocol agreed by ALPN; always `h2`.
  public let applicationProtocol: String
  /// Whether the session was resumed: what is known of the peer is then from its first handshake.
  public let isResumed: Bool
  /// The verified leaf certificate of the peer, DER; nil if it sent none.
  public let peerCertificate: [UInt8]?
  /// The URI in the subject alternative name of the peer's verified leaf certificate, if it names
  /// exactly one. Identity is never taken from the common name.
  public let peerURI: String?

  /// An identity of your own, to test with what looks at one: a door, a channel in memory.
  public init(
    version: String = "TLSv1.3", cipher: String = "TLS_AES_128_GCM_SHA256",
    applicationProtocol: String = "h2", isResumed: Bool = false, peerCertificate: [UInt8]? = nil,
    peerURI: String? = nil
  ) {
    self.version = version
    self.cipher = cipher
    self.applicationProtocol = applicationProtocol
    self.isResumed = isResumed
    self.peerCertificate = peerCertificate
    self.peerURI = peerURI
  }
}
