internal import COpenSSL

/// A private key with its public half: an ECDSA key on the curve P-256, one `EVP_PKEY`.
// Safety: the key does not change after `init`, and OpenSSL counts its references atomically.
package final class PrivateKey: @unchecked Sendable {
  private let key: OpaquePointer

  private init(adopting key: OpaquePointer) { self.key = key }

  deinit { EVP_PKEY_free(key) }

  /// Makes a new key.
  package static func generate() throws(CryptoError) -> PrivateKey {
    let context = try OpenSSL.made(
      EVP_PKEY_CTX_new_from_name(nil, "EC", nil), "EVP_PKEY_CTX_new_from_name")
    defer { EVP_PKEY_CTX_free(context) }
    try OpenSSL.check(EVP_PKEY_keygen_init(context), "EVP_PKEY_keygen_init")
    try OpenSSL.check(
      EVP_PKEY_CTX_set_group_name(context, "P-256"), "EVP_PKEY_CTX_set_group_name")
    var key: OpaquePointer?
    try OpenSSL.check(EVP_PKEY_generate(context, &key), "EVP_PKEY_generate")
    return PrivateKey(adopting: try OpenSSL.made(key, "EVP_PKEY_generate"))
  }

  /// Reads a key in PEM (RFC 7468), without a passphrase.
  package convenience init(pem: [UInt8]) throws(CryptoError) {
    let input = try MemoryBIO(pem)
    // An empty passphrase, so that OpenSSL does not ask for one on the terminal.
    var empty: [CChar] = [0]
    let key = empty.withUnsafeMutableBytes {
      PEM_read_bio_PrivateKey(input.pointer, nil, nil, $0.baseAddress)
    }
    self.init(adopting: try OpenSSL.made(key, "PEM_read_bio_PrivateKey"))
  }

  /// The key in PEM, not encrypted (PKCS #8). Keep it in a `ProtectedFile` of mode 0600.
  package func pem() throws(CryptoError) -> [UInt8] {
    let output = MemoryBIO()
    try OpenSSL.check(
      PEM_write_bio_PKCS8PrivateKey(output.pointer, key, nil, nil, 0, nil, nil),
      "PEM_write_bio_PKCS8PrivateKey")
    return output.contents()
  }

  /// Writes the public half into a certificate that is being made.
  func setPublicKey(of certificate: OpaquePointer) throws(CryptoError) {
    try OpenSSL.check(X509_set_pubkey(certificate, key), "X509_set_pubkey")
  }

  /// Signs a certificate that is complete, with SHA-256.
  func sign(_ certificate: OpaquePointer) throws(CryptoError) {
    // `X509_sign` returns the length of the signature.
    guard X509_sign(certificate, key, Algorithm.sha256) > 0 else {
      throw OpenSSL.failure("X509_sign")
    }
  }

  /// Whether a certificate holds the public half of this key.
  func fits(_ certificate: OpaquePointer) -> Bool {
    let fits = X509_check_private_key(certificate, key) == 1
    if !fits { ERR_clear_error() }
    return fits
  }
}
