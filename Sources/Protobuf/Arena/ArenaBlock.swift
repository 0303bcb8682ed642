internal import CProtobufC
internal import Glibc

/// The header of one piece of memory that an arena fills; the room lies behind it.
///
/// Sizes are powers of two, so that a block that one message leaves fits another. What no message
/// has written is zero: a block is cleared when its message goes, before another may have it, so
/// that no message can ever show what an earlier one held.
struct ArenaBlock {
  /// The block before, of the same arena or of the same spare list.
  var next: UnsafeMutablePointer<ArenaBlock>?
  /// Bytes, with the header.
  var size: Int
  /// Bytes that the arena has filled, with the header; known once it has left the block.
  var used: Int
  /// Keeps the room aligned.
  private let padding = 0

  /// Bytes in front of the room.
  static let header = MemoryLayout<ArenaBlock>.stride
  /// Size of the smallest block.
  static let smallest = 256
  /// Size of the largest block that threads keep for their next messages.
  static let largestSpare = 256 << 10

  /// A block from the heap, or nil when the heap has no more. The first `raw` bytes behind the
  /// header are not zero: the caller writes them.
  static func make(_ size: Int, raw: Int = 0) -> UnsafeMutablePointer<ArenaBlock>? {
    guard let memory = raw == 0 ? calloc(1, size) : malloc(size) else { return nil }
    if raw != 0 { memset(memory + header + raw, 0, size - header - raw) }
    let block = memory.bindMemory(to: ArenaBlock.self, capacity: 1)
    block.initialize(to: ArenaBlock(next: nil, size: size, used: header))
    lintas_poison(memory + header, size - header)
    return block
  }

  /// The size that a block for `bytes`, header included, should have.
  @inline(__always)
  static func size(for bytes: Int) -> Int {
    if bytes <= smallest { return smallest }
    if bytes > largestSpare { return bytes }
    return 1 &<< (Int.bitWidth &- (bytes &- 1).leadingZeroBitCount)
  }

  /// Whether threads keep blocks of this size.
  @inline(__always)
  static func isSpareSize(_ size: Int) -> Bool {
    size & (size &- 1) == 0 && size >= smallest && size <= largestSpare
  }

  private init(next: UnsafeMutablePointer<ArenaBlock>?, size: Int, used: Int) {
    self.next = next
    self.size = size
    self.used = used
  }
}

extension UnsafeMutablePointer<ArenaBlock> {
  /// The first byte of the room.
  @inline(__always) var room: UnsafeMutableRawPointer {
    UnsafeMutableRawPointer(self) + ArenaBlock.header
  }

  /// The byte behind the room.
  @inline(__always) var end: UnsafeMutableRawPointer {
    UnsafeMutableRawPointer(self) + pointee.size
  }

  /// Clears what was written.
  func wipe() {
    lintas_unpoison(room, pointee.size - ArenaBlock.header)
    #if !MUTANT_NO_WIPE
    memset(room, 0, pointee.used - ArenaBlock.header)
    #endif
    lintas_poison(room, pointee.size - ArenaBlock.header)
    pointee.used = ArenaBlock.header
  }

  /// The block with another size, perhaps elsewhere. What lies behind the old size is not zero.
  func resized(to size: Int) -> UnsafeMutablePointer<ArenaBlock> {
    lintas_unpoison(room, pointee.size - ArenaBlock.header)
    guard let memory = realloc(self, size) else { heapExhausted() }
    let block = memory.bindMemory(to: ArenaBlock.self, capacity: 1)
    block.pointee.size = size
    return block
  }

  /// Gives the memory back to the heap.
  func release() {
    lintas_unpoison(room, pointee.size - ArenaBlock.header)
    free(self)
  }
}
