internal import COpenSSL
internal import Glibc

/// A certificate (RFC 5280), one `X509`, complete and signed.
// Safety: the certificate does not change after `init`; what OpenSSL caches in it, it locks.
package final class Certificate: @unchecked Sendable {
  private let certificate: OpaquePointer

  /// When it holds.
  package let validity: Validity

  /// Takes over a finished certificate.
  init(adopting certificate: OpaquePointer) throws(CryptoError) {
    self.certificate = certificate
    do throws(CryptoError) {
      validity = try Self.validity(of: certificate)
    } catch {
      X509_free(certificate)
      throw error
    }
  }

  deinit { X509_free(certificate) }

  /// Reads the first certificate of a text in PEM (RFC 7468).
  package convenience init(pem: [UInt8]) throws(CryptoError) {
    let input = try MemoryBIO(pem)
    let certificate = PEM_read_bio_X509(input.pointer, nil, nil, nil)
    try self.init(adopting: OpenSSL.made(certificate, "PEM_read_bio_X509"))
  }

  /// The certificate in PEM.
  package func pem() throws(CryptoError) -> [UInt8] {
    let output = MemoryBIO()
    try OpenSSL.check(PEM_write_bio_X509(output.pointer, certificate), "PEM_write_bio_X509")
    return output.contents()
  }

  /// The certificate in DER, as it goes over the wire.
  package func der() throws(CryptoError) -> [UInt8] {
    var bytes: UnsafeMutablePointer<UInt8>?
    let count = i2d_X509(certificate, &bytes)
    guard count > 0, let bytes else { throw OpenSSL.failure("i2d_X509") }
    defer { CRYPTO_free(bytes, #file, #line) }
    return Array(UnsafeBufferPointer(start: bytes, count: Int(count)))
  }

  /// Whether this certificate holds the public half of a key.
  package func belongs(to key: PrivateKey) -> Bool { key.fits(certificate) }

  /// Lends the object to the code that issues certificates under this one.
  func withPointer<R>(_ body: (OpaquePointer) throws(CryptoError) -> R) throws(CryptoError) -> R {
    defer { withExtendedLifetime(self) {} }
    return try body(certificate)
  }

  private static func validity(of certificate: OpaquePointer) throws(CryptoError) -> Validity {
    let begin = try seconds(X509_get0_notBefore(certificate))
    let end = try seconds(X509_get0_notAfter(certificate))
    guard begin <= end else {
      throw CryptoError("validity", "the certificate ends before it begins")
    }
    return Validity(notBefore: begin, notAfter: end)
  }

  private static func seconds(_ time: UnsafePointer<ASN1_TIME>?) throws(CryptoError) -> Int64 {
    var parts = tm()
    try OpenSSL.check(ASN1_TIME_to_tm(time, &parts), "ASN1_TIME_to_tm")
    return Int64(timegm(&parts))
  }
}
