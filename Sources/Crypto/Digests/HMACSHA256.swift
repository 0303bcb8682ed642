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
    // One byte more than the key: for an empty array there would be no pointer, which OpenSSL
    // takes for "keep the old key".
    var padded = key + [0]
    let result = Self.withDigestParameter { EVP_MAC_init(keyed, padded, key.count, $0) }
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

  /// Lends the parameter that names the digest. An `OSSL_PARAM` points to its name and its value,
  /// so both have to stay where they are until OpenSSL has read them.
  private static func withDigestParameter<R>(_ body: (UnsafePointer<OSSL_PARAM>) -> R) -> R {
    OSSL_MAC_PARAM_DIGEST.withCString { name in
      var value = Array("SHA256".utf8CString)
      return value.withUnsafeMutableBufferPointer { value in
        let parameters = [
          OSSL_PARAM_construct_utf8_string(name, value.baseAddress, 0), OSSL_PARAM_construct_end(),
        ]
        return parameters.withUnsafeBufferPointer { parameters in
          // Safety: the array is not empty, so it has an address.
          body(parameters.baseAddress.unsafelyUnwrapped)
        }
      }
    }
  }
}
