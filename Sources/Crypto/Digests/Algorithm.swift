internal import COpenSSL

/// OpenSSL's algorithms, looked up by name once: the lookup costs more than a short digest.
enum Algorithm {
  // Safety: a fetched algorithm is immutable and may be used from every thread; it is never freed.
  nonisolated(unsafe) static let sha256 = OpenSSL.must(
    EVP_MD_fetch(nil, "SHA256", nil), "EVP_MD_fetch")
  // Safety: as above.
  nonisolated(unsafe) static let hmac = OpenSSL.must(
    EVP_MAC_fetch(nil, "HMAC", nil), "EVP_MAC_fetch")
}
