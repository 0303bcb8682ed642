internal import COpenSSL

/// A certificate authority of one's own, for development and for closed networks: one key, one
/// certificate that signs itself, and the certificates it issues. ECDSA P-256 with SHA-256.
package struct CertificateAuthority: Sendable {
  /// The certificate that clients trust.
  package let certificate: Certificate
  private let key: PrivateKey

  /// Makes a new authority. Throws when the name is empty or too long.
  package static func create(
    commonName: String, validity: Validity
  ) throws(CryptoError) -> CertificateAuthority {
    let key = try PrivateKey.generate()
    let builder = try CertificateBuilder(commonName: commonName, validity: validity, key: key)
    // The certificate signs servers and clients only, no further authority.
    let certificate = try builder.selfSigned(
      by: key,
      [
        (NID_basic_constraints, "critical,CA:TRUE,pathlen:0"),
        (NID_key_usage, "critical,keyCertSign,cRLSign"),
        (NID_subject_key_identifier, "hash"),
      ])
    return CertificateAuthority(certificate, key)
  }

  /// Reads an authority from its two files' texts. Throws when they are no PEM or do not belong
  /// together.
  package init(certificatePEM: [UInt8], keyPEM: [UInt8]) throws(CryptoError) {
    certificate = try Certificate(pem: certificatePEM)
    key = try PrivateKey(pem: keyPEM)
    guard certificate.belongs(to: key) else {
      throw CryptoError("certificate authority", "the key does not belong to the certificate")
    }
  }

  private init(_ certificate: Certificate, _ key: PrivateKey) {
    self.certificate = certificate
    self.key = key
  }

  /// The authority's key in PEM. Keep it in a `ProtectedFile` of mode 0600.
  package func keyPEM() throws(CryptoError) -> [UInt8] { try key.pem() }

  /// Issues a certificate for the holder of `holder`.
  ///
  /// Throws when a name of the profile is none, when a server has no name, and when the validity
  /// exceeds the authority's own.
  package func issue(
    _ profile: CertificateProfile, for holder: PrivateKey
  ) throws(CryptoError) -> Certificate {
    guard profile.validity.notAfter <= certificate.validity.notAfter else {
      throw CryptoError("validity", "the certificate would outlive its authority")
    }
    var extensions: [(Int32, String)] = [
      (NID_basic_constraints, "critical,CA:FALSE"),
      (NID_key_usage, "critical,digitalSignature"),
      (NID_subject_key_identifier, "hash"),
      (NID_authority_key_identifier, "keyid:always"),
    ]
    switch profile.purpose {
    case .server:
      guard !profile.names.isEmpty else {
        throw CryptoError("alternative name", "a server needs at least one")
      }
      extensions.append((NID_ext_key_usage, "serverAuth"))
    case .client:
      extensions.append((NID_ext_key_usage, "clientAuth"))
    }
    if !profile.names.isEmpty {
      var entries: [String] = []
      for name in profile.names { try entries.append(name.entry()) }
      extensions.append((NID_subject_alt_name, entries.joined(separator: ",")))
    }
    let builder = try CertificateBuilder(
      commonName: profile.commonName, validity: profile.validity, key: holder)
    return try builder.signed(by: certificate, key, extensions)
  }
}
