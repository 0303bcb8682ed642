internal import Glibc

/// Bytes and strings as they lie in a tree: a length and an address, 16 bytes
/// (`ProtobufCBinaryData`). The address means nothing when the length is 0.
@usableFromInline
enum TreeBytes {
  /// The bytes at `place`.
  @inlinable @inline(__always)
  static func buffer(_ place: UnsafeRawPointer) -> UnsafeRawBufferPointer {
    let count = place.load(as: Int.self)
    if count == 0 { return UnsafeRawBufferPointer(start: nil, count: 0) }
    return UnsafeRawBufferPointer(
      start: place.load(fromByteOffset: 8, as: UnsafeRawPointer.self), count: count)
  }

  /// The bytes at `place`, for as long as `owner` is borrowed.
  @inlinable @inline(__always) @_lifetime(borrow owner)
  static func span<Owner>(_ place: UnsafeRawPointer, _ owner: borrowing Owner) -> Span<UInt8> {
    let bytes = buffer(place).bindMemory(to: UInt8.self)
    // Safety: the caller's owner keeps the tree, and the tree keeps the bytes where they are until
    // the owner is written, which a borrow forbids.
    let span = unsafe Span<UInt8>(_unsafeElements: bytes)
    return unsafe _overrideLifetime(span, borrowing: owner)
  }

  /// Puts a copy of `bytes` at `place`, over the old bytes when it is not longer than they are.
  @usableFromInline @inline(never)
  static func store(
    _ bytes: UnsafeRawBufferPointer, at place: UnsafeMutableRawPointer,
    _ arena: UnsafeMutablePointer<ArenaState>
  ) {
    let old = place.load(as: Int.self)
    place.storeBytes(of: bytes.count, as: Int.self)
    guard let source = bytes.baseAddress, bytes.count != 0 else { return }
    if bytes.count > old {
      place.storeBytes(
        of: arena.pointee.allocate(bytes.count), toByteOffset: 8, as: UnsafeMutableRawPointer.self)
    }
    memcpy(place.load(fromByteOffset: 8, as: UnsafeMutableRawPointer.self), source, bytes.count)
  }

  @inline(__always)
  static func equal(_ left: UnsafeRawPointer, _ right: UnsafeRawPointer) -> Bool {
    let count = left.load(as: Int.self)
    guard count == right.load(as: Int.self) else { return false }
    if count == 0 { return true }
    return memcmp(
      left.load(fromByteOffset: 8, as: UnsafeRawPointer.self),
      right.load(fromByteOffset: 8, as: UnsafeRawPointer.self), count) == 0
  }

  /// The order of two byte strings: below 0, 0 or above 0; a prefix comes first.
  static func order(_ left: UnsafeRawPointer, _ right: UnsafeRawPointer) -> Int {
    let first = buffer(left)
    let second = buffer(right)
    if let left = first.baseAddress, let right = second.baseAddress {
      let order = memcmp(left, right, min(first.count, second.count))
      if order != 0 { return Int(order) }
    }
    return first.count - second.count
  }
}
