internal import Glibc

/// Memory that a codec writes into: one block, used again, given back when it grew large.
struct CodecBuffer: ~Copyable {
  /// A block above this size is not kept for the next message.
  private static var keptCapacity: Int { 256 * 1024 }

  private var block: UnsafeMutablePointer<UInt8>?
  /// Bytes of the block.
  private(set) var capacity = 0
  /// Bytes written.
  var count = 0

  init() {}

  deinit {
    block?.deallocate()
  }

  /// Bytes that can be written before the block has to grow.
  var room: Int { capacity - count }

  /// Where the next byte goes.
  var tail: UnsafeMutablePointer<UInt8>? { block.map { $0 + count } }

  /// What was written, valid until the next change.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: block, count: count) }

  /// Forgets what was written, and makes room.
  mutating func begin(atLeast size: Int) {
    count = 0
    if capacity >= size && capacity <= Self.keptCapacity { return }
    block?.deallocate()
    block = .allocate(capacity: size)
    capacity = size
  }

  /// Makes the block larger and keeps what was written.
  mutating func grow(to size: Int) {
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: size)
    if let block {
      memcpy(larger, block, count)
      block.deallocate()
    }
    block = larger
    capacity = size
  }

  /// Writes the prefix of a message over the first five bytes.
  func setPrefix(flag: UInt8, length: Int) {
    guard let block else { return }
    block[0] = flag
    for index in 1..<MessagePrefix.size {
      block[index] = UInt8(truncatingIfNeeded: length >> (8 * (MessagePrefix.size - 1 - index)))
    }
  }
}
