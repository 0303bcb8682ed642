internal import COpenSSL

/// Random bytes that nobody can predict, from OpenSSL's generator, which the kernel seeds.
package enum RandomBytes {
  /// `count` random bytes.
  package static func make(_ count: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      fill(UnsafeMutableRawBufferPointer(buffer))
      filled = count
    }
  }

  /// Fills memory with random bytes (`RAND_bytes`).
  package static func fill(_ bytes: UnsafeMutableRawBufferPointer) {
    var rest = bytes[...]
    while !rest.isEmpty {
      // OpenSSL counts in C's `int`.
      let piece = UnsafeMutableRawBufferPointer(rebasing: rest.prefix(1 << 20))
      let start = piece.assumingMemoryBound(to: UInt8.self).baseAddress
      OpenSSL.must(RAND_bytes(start, Int32(piece.count)), "RAND_bytes")
      rest = rest.dropFirst(piece.count)
    }
  }

  /// A random number of 64 bits.
  package static func number() -> UInt64 {
    var number: UInt64 = 0
    withUnsafeMutableBytes(of: &number) { fill($0) }
    return number
  }
}
