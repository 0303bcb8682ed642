/// What a server wants of its clients' certificates.
public enum TLSClientCertificates: Sendable {
  /// It does not ask.
  case off
  /// It asks; a certificate that is sent must be valid.
  case optional
  /// It refuses clients without a valid one.
  case required
}
