internal import COpenSSL

/// Comparison whose duration tells nothing about where two secrets differ.
package enum ConstantTime {
  /// Whether both have the same bytes (`CRYPTO_memcmp`). Different lengths are seen at once: the
  /// length of a code or a hash is no secret.
  package static func equals(_ left: UnsafeRawBufferPointer, _ right: UnsafeRawBufferPointer)
    -> Bool
  {
    guard left.count == right.count else { return false }
    guard let first = left.baseAddress, let second = right.baseAddress else { return true }
    return CRYPTO_memcmp(first, second, left.count) == 0
  }

  /// Whether both arrays have the same bytes.
  package static func equals(_ left: [UInt8], _ right: [UInt8]) -> Bool {
    left.withUnsafeBytes { left in right.withUnsafeBytes { equals(left, $0) } }
  }

  /// Whether both digests have the same bytes.
  package static func equals(_ left: Digest256, _ right: Digest256) -> Bool {
    left.withUnsafeBytes { left in right.withUnsafeBytes { equals(left, $0) } }
  }
}
