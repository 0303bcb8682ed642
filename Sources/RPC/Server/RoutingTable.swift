/// From the bytes of `:path` to the method: an open-addressing table, made once, read by all loops.
///
/// Paths are fixed when the server starts and a peer can only ask, never add; so a hash of the
/// last 16 bytes and the length is enough, and is one multiplication. No `String` is made.
struct RoutingTable: Sendable {
  private struct Slot: Sendable {
    var hash: UInt64
    var path: StaticString
    var number: Int
  }

  /// The methods, by their numbers.
  let entries: [any MethodEntry]
  private var slots: [Slot?]
  private let mask: Int

  /// A table of these methods. Two of one path are a programming error.
  init(_ entries: [any MethodEntry]) {
    var size = 16
    while size < entries.count * 4 { size *= 2 }
    slots = Array(repeating: nil, count: size)
    mask = size - 1
    self.entries = entries
    for (number, entry) in entries.enumerated() {
      let path = entry.summary.path
      let bytes = UnsafeRawBufferPointer(start: path.utf8Start, count: path.utf8CodeUnitCount)
      precondition(find(bytes) == nil, "a method is registered twice")
      let hash = Self.hash(bytes)
      var index = Int(truncatingIfNeeded: hash) & mask
      while slots[index] != nil { index = (index + 1) & mask }
      slots[index] = Slot(hash: hash, path: path, number: number)
    }
  }

  /// The number of a path's method, or `nil`.
  ///
  /// - Parameter path: the value of `:path`, borrowed for the call.
  func find(_ path: UnsafeRawBufferPointer) -> Int? {
    let hash = Self.hash(path)
    var index = Int(truncatingIfNeeded: hash) & mask
    while let slot = slots[index] {
      if slot.hash == hash, path.matches(slot.path) { return slot.number }
      index = (index &+ 1) & mask
    }
    return nil
  }

  private static func hash(_ bytes: UnsafeRawBufferPointer) -> UInt64 {
    var low: UInt64 = 0
    var high: UInt64 = 0
    if bytes.count >= 16 {
      high = bytes.loadUnaligned(fromByteOffset: bytes.count &- 16, as: UInt64.self)
      low = bytes.loadUnaligned(fromByteOffset: bytes.count &- 8, as: UInt64.self)
    } else {
      for byte in bytes { low = low &* 31 &+ UInt64(byte) }
    }
    let mixed = (low ^ (high &* 31) ^ UInt64(bytes.count)) &* 0x9E37_79B9_7F4A_7C15
    return mixed ^ (mixed >> 32)
  }
}
