internal import COpenSSL

/// HMAC with SHA-256 (RFC 2104, FIPS 198-1) under one key. One `EVP_MAC_CTX` that holds the key;
/// each message works on a copy of it, so one object serves all threads.
// Safety: after `init` the context is only copied from, which does not change it.
package final class HMACSHA256: @unchecked Sendable {
  private let keyed: OpaquePointer

  /// Takes the key; 32 bytes or more are sensible, any length works, though HMAC fills a
  /// short key up with zeros, so that keys must not differ in zeros at the end alone.
  package init(key: [UInt8]) {
    keyed = OpenSSL.must(EVP_MAC_CTX_new(Algorithm.hmac), "EVP_MAC_CTX_new")
    var name: [CChar] = [0x53, 0x48, 0x41, 0x32, 0x35, 0x36, 0]  // "SHA256"
    // One byte more than the key: for an empty array there would be no pointer, which OpenSSL
    // takes for "keep the old key".
    var padded = key + [0]
    let result = name.withUnsafeMutableBufferPointer { name in
      var parameters = [
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, name.baseAddress, 0),
        OSSL_PARAM_construct_end(),
      ]
      return EVP_MAC_init(keyed, padded, key.count, &parameters)
    }
    OPENSSL_cleanse(&padded, padded.count)
    OpenSSL.must(result, "EVP_MAC_init")
  }

  deinit { EVP_MAC_CTX_free(keyed) }

  /// The code of a message.
  package func code(of message: UnsafeRawBufferPointer) -> Digest256 {
    let context = OpenSSL.must(EVP_MAC_CTX_dup(keyed), "EVP_MAC_CTX_dup")
    defer { EVP_MAC_CTX_free(context) }
    if let start = message.baseAddress?.assumingMemoryBound(to: UInt8.self) {
      OpenSSL.must(EVP_MAC_update(context, start, message.count), "EVP_MAC_update")
    }
    return Digest256 { output in
      var count = 0
      let start = output.assumingMemoryBound(to: UInt8.self).baseAddress
      OpenSSL.must(EVP_MAC_final(context, start, &count, output.count), "EVP_MAC_final")
    }
  }

  /// The code of an array's bytes.
  package func code(of message: [UInt8]) -> Digest256 {
    message.withUnsafeBytes { code(of: $0) }
  }
}
