/// Whom a side believes to have signed the other's certificate.
public enum TLSTrust: Sendable {
  /// The authorities that the machine's owner has installed.
  case system
  /// The authorities in a file of PEM certificates, and no others.
  case file(String)
  /// The authorities in PEM text, and no others.
  case pem([UInt8])
}
