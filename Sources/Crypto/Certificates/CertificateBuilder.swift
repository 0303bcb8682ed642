internal import COpenSSL

/// A certificate that is being made: one `X509` until it is signed.
struct CertificateBuilder: ~Copyable {
  private let certificate: OpaquePointer

  /// Starts a certificate of version 3 with a random serial number, for the holder of `key`.
  init(commonName: String, validity: Validity, key: PrivateKey) throws(CryptoError) {
    certificate = OpenSSL.must(X509_new(), "X509_new")
    try OpenSSL.check(X509_set_version(certificate, 2), "X509_set_version")
    try Self.setSerialNumber(certificate)
    try Self.setName(X509_get_subject_name(certificate), commonName)
    guard ASN1_TIME_set(X509_getm_notBefore(certificate), Int(validity.notBefore)) != nil,
      ASN1_TIME_set(X509_getm_notAfter(certificate), Int(validity.notAfter)) != nil
    else { throw OpenSSL.failure("ASN1_TIME_set") }
    try key.setPublicKey(of: certificate)
  }

  deinit { X509_free(certificate) }

  /// Ends a certificate that its own key signs.
  consuming func selfSigned(
    by key: PrivateKey, _ extensions: [(Int32, String)]
  ) throws(CryptoError) -> Certificate {
    try finish(issuer: certificate, key, extensions)
  }

  /// Ends a certificate that an authority signs.
  consuming func signed(
    by issuer: Certificate, _ key: PrivateKey, _ extensions: [(Int32, String)]
  ) throws(CryptoError) -> Certificate {
    try issuer.withPointer { issuer throws(CryptoError) in
      try finish(issuer: issuer, key, extensions)
    }
  }

  private func finish(
    issuer: OpaquePointer, _ key: PrivateKey, _ extensions: [(Int32, String)]
  ) throws(CryptoError) -> Certificate {
    try OpenSSL.check(
      X509_set_issuer_name(certificate, X509_get_subject_name(issuer)), "X509_set_issuer_name")
    var context = X509V3_CTX()
    X509V3_set_ctx(&context, issuer, certificate, nil, nil, 0)
    for (kind, value) in extensions { try add(kind, value, &context) }
    try key.sign(certificate)
    // The builder gives its own count back when it ends.
    try OpenSSL.check(X509_up_ref(certificate), "X509_up_ref")
    return try Certificate(adopting: certificate)
  }

  private func add(
    _ kind: Int32, _ value: String, _ context: inout X509V3_CTX
  ) throws(CryptoError) {
    guard let made = X509V3_EXT_conf_nid(nil, &context, kind, value) else {
      throw OpenSSL.failure("X509V3_EXT_conf_nid(\(value))")
    }
    defer { X509_EXTENSION_free(made) }
    try OpenSSL.check(X509_add_ext(certificate, made, -1), "X509_add_ext")
  }

  /// 128 random bits, as RFC 5280 section 4.1.2.2 allows (at most 20 octets, positive) and the
  /// forums of browsers and authorities ask for (at least 64 random bits).
  private static func setSerialNumber(_ certificate: OpaquePointer) throws(CryptoError) {
    let bytes = RandomBytes.make(16)
    let number = OpenSSL.must(BN_bin2bn(bytes, 16, nil), "BN_bin2bn")
    defer { BN_free(number) }
    guard BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate)) != nil else {
      throw OpenSSL.failure("BN_to_ASN1_INTEGER")
    }
  }

  private static func setName(_ name: OpaquePointer?, _ text: String) throws(CryptoError) {
    guard (1...64).contains(text.utf8.count), !text.utf8.contains(0) else {
      throw CryptoError("common name", "it must have 1 to 64 bytes")
    }
    try OpenSSL.check(
      X509_NAME_add_entry_by_txt(
        name, "CN", MBSTRING_FLAG, Array(text.utf8), Int32(text.utf8.count), -1, 0),
      "X509_NAME_add_entry_by_txt")
  }
}
