/// What a certificate is to say of its holder.
package struct CertificateProfile: Sendable, Hashable {
  /// What the holder does with it (RFC 5280 section 4.2.1.12).
  package enum Purpose: Sendable, Hashable {
    /// Answers connections.
    case server
    /// Opens connections and shows who it is.
    case client
  }

  /// The holder's name for people, 1 to 64 bytes.
  package let commonName: String
  /// The names under which a server is reached; at least one for a server.
  package let names: [AlternativeName]
  /// What it is for.
  package let purpose: Purpose
  /// When it holds.
  package let validity: Validity

  /// A certificate for a server.
  package static func server(
    names: [AlternativeName], commonName: String, validity: Validity
  ) -> CertificateProfile {
    CertificateProfile(
      commonName: commonName, names: names, purpose: .server, validity: validity)
  }

  /// A certificate for a client.
  package static func client(commonName: String, validity: Validity) -> CertificateProfile {
    CertificateProfile(commonName: commonName, names: [], purpose: .client, validity: validity)
  }
}
