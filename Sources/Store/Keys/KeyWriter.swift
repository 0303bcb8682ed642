/// Collects the bytes of a key, component by component.
package struct KeyWriter: Sendable {
  /// What was written so far.
  private(set) var bytes: [UInt8]
  /// Exclusive-or of every byte: 0, or 0xFF within `Descending`.
  private var mask: UInt8 = 0

  /// Starts with a table's number.
  init(table: UInt8) {
    bytes = [table]
    bytes.reserveCapacity(48)
  }

  /// Appends the low `count` bytes of `value`, highest first; `count` is 1 to 8.
  package mutating func append(bigEndian value: UInt64, count: Int) {
    var shift = UInt64(count &* 8)
    while shift > 0 {
      shift &-= 8
      bytes.append(UInt8(truncatingIfNeeded: value &>> shift) ^ mask)
    }
  }

  /// Appends bytes as they are. Right for values whose type fixes their length, such as
  /// identifiers and hashes; others need `append(escaping:)`.
  package mutating func append(fixed value: UnsafeRawBufferPointer) {
    for byte in value { bytes.append(byte ^ mask) }
  }

  /// Appends bytes of any length with an end mark: 00 becomes 00 FF and the end is 00 01, so that
  /// a value sorts right before all values that it is a prefix of.
  package mutating func append(escaping value: UnsafeRawBufferPointer) {
    for byte in value {
      bytes.append(byte ^ mask)
      if byte == 0 { bytes.append(0xFF ^ mask) }
    }
    bytes.append(0x00 ^ mask)
    bytes.append(0x01 ^ mask)
  }

  /// Turns over every byte that `body` appends.
  mutating func descending(_ body: (inout KeyWriter) -> Void) {
    mask ^= 0xFF
    body(&self)
    mask ^= 0xFF
  }
}
