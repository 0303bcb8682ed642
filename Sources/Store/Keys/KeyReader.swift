/// Takes a key apart again, component by component. It borrows the key's bytes.
///
/// All functions throw `StoreError.keyMalformed` when the bytes end too early or have no meaning.
package struct KeyReader: ~Escapable {
  private let bytes: RawSpan
  private var offset = 0
  private var mask: UInt8 = 0

  /// Reads `bytes` from the start.
  @_lifetime(copy bytes)
  init(_ bytes: RawSpan) { self.bytes = bytes }

  /// Whether every byte was read.
  var isAtEnd: Bool { offset == bytes.byteCount }

  /// The next byte.
  @_lifetime(self: copy self)
  package mutating func byte() throws(StoreError) -> UInt8 {
    guard offset < bytes.byteCount else { throw StoreError.keyMalformed }
    let byte = bytes.unsafeLoad(fromByteOffset: offset, as: UInt8.self) ^ mask
    offset &+= 1
    return byte
  }

  /// A number of `count` bytes, highest first; `count` is 1 to 8.
  @_lifetime(self: copy self)
  package mutating func bigEndian(count: Int) throws(StoreError) -> UInt64 {
    var value: UInt64 = 0
    for _ in 0..<count { value = try value &<< 8 | UInt64(byte()) }
    return value
  }

  /// `count` bytes as they were appended by `KeyWriter.append(fixed:)`.
  @_lifetime(self: copy self)
  package mutating func fixed(count: Int) throws(StoreError) -> [UInt8] {
    guard count <= bytes.byteCount &- offset else { throw StoreError.keyMalformed }
    var value: [UInt8] = []
    value.reserveCapacity(count)
    for _ in 0..<count { try value.append(byte()) }
    return value
  }

  /// Bytes that `KeyWriter.append(escaping:)` appended.
  @_lifetime(self: copy self)
  package mutating func escaped() throws(StoreError) -> [UInt8] {
    var value: [UInt8] = []
    while true {
      let next = try byte()
      if next != 0 {
        value.append(next)
        continue
      }
      switch try byte() {
      case 0x01: return value
      case 0xFF: value.append(0)
      default: throw StoreError.keyMalformed
      }
    }
  }

  /// Turns over every byte from here on; a second call ends it.
  @_lifetime(self: copy self)
  mutating func turnOver() { mask ^= 0xFF }
}
