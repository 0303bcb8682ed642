internal import Glibc

/// The bytes under which a value is stored: the table's number, then the table's components.
///
/// Keys compare as LMDB compares them: byte by byte, a prefix before what it is a prefix of.
package struct Key: Sendable, Hashable, Comparable {
  /// The longest key that the store takes, in bytes (LMDB's compiled-in limit).
  package static let limit = 511

  /// Table number and components.
  package let bytes: [UInt8]

  /// Takes bytes that are a key already.
  init(bytes: [UInt8]) { self.bytes = bytes }

  /// Copies a key out of a transaction, for instance to go on after it later.
  package init(copying bytes: RawSpan) { self.bytes = bytes.copyBytes() }

  /// Whether one key sorts before another.
  package static func < (left: Key, right: Key) -> Bool {
    left.bytes.withUnsafeBytes { left in
      right.bytes.withUnsafeBytes { right in left.order(before: right) < 0 }
    }
  }
}

extension UnsafeRawBufferPointer {
  /// Negative, zero or positive as `self` sorts before, with or after `other`: LMDB's own order.
  func order(before other: UnsafeRawBufferPointer) -> Int {
    let shared = Swift.min(count, other.count)
    if shared > 0, let left = baseAddress, let right = other.baseAddress {
      let order = memcmp(left, right, shared)
      if order != 0 { return Int(order) }
    }
    return count &- other.count
  }
}

extension RawSpan {
  /// The bytes as an array of their own, which may leave the transaction.
  package func copyBytes() -> [UInt8] {
    unsafe withUnsafeBytes { unsafe Array($0) }
  }
}
