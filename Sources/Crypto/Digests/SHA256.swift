internal import COpenSSL

/// SHA-256 (FIPS 180-4), at once or in pieces. One `EVP_MD_CTX`, owned.
package struct SHA256: ~Copyable {
  private let context: OpaquePointer

  /// Starts a digest.
  package init() {
    context = OpenSSL.must(EVP_MD_CTX_new(), "EVP_MD_CTX_new")
    OpenSSL.must(EVP_DigestInit_ex2(context, Algorithm.sha256, nil), "EVP_DigestInit_ex2")
  }

  deinit { EVP_MD_CTX_free(context) }

  /// Adds bytes.
  package mutating func update(_ bytes: UnsafeRawBufferPointer) {
    guard !bytes.isEmpty else { return }
    OpenSSL.must(EVP_DigestUpdate(context, bytes.baseAddress, bytes.count), "EVP_DigestUpdate")
  }

  /// Adds the bytes of an array.
  package mutating func update(_ bytes: [UInt8]) { bytes.withUnsafeBytes { update($0) } }

  /// Adds the UTF-8 bytes of a text.
  package mutating func update(_ text: String) {
    var copy = text
    copy.withUTF8 { update(UnsafeRawBufferPointer($0)) }
  }

  /// Ends the digest.
  package consuming func finish() -> Digest256 {
    Digest256 { output in
      var count: UInt32 = 0
      let start = output.assumingMemoryBound(to: UInt8.self).baseAddress
      OpenSSL.must(EVP_DigestFinal_ex(context, start, &count), "EVP_DigestFinal_ex")
    }
  }

  /// The digest of some bytes.
  package static func hash(_ bytes: UnsafeRawBufferPointer) -> Digest256 {
    var digest = SHA256()
    digest.update(bytes)
    return digest.finish()
  }

  /// The digest of an array's bytes.
  package static func hash(_ bytes: [UInt8]) -> Digest256 { bytes.withUnsafeBytes { hash($0) } }
}
