internal import CProtobufC

/// Memory that one thread keeps for its next messages: blocks, and boxes with their storages.
///
/// When a tree goes, its blocks come here, cleared, and the next tree of the thread takes them: in
/// the steady state of a loop no message takes memory from the heap. What is kept is bounded, and
/// small beside one connection's buffers; what is beyond the bounds, or a block of odd size, goes
/// back to the heap at once. Nothing here is counted in `MemoryAccount`, which counts what messages
/// hold. A thread that ends gives all back.
struct SpareArenas {
  /// Bytes of blocks that a thread keeps at most.
  static let mostBytes = 512 << 10
  /// Boxes that a thread keeps at most.
  static let mostBoxes = 32
  /// Block sizes, from the smallest to the largest.
  private static let sizes = 11

  private var blocks = InlineArray<11, UnsafeMutablePointer<ArenaBlock>?>(repeating: nil)
  private var boxes = InlineArray<32, Unmanaged<Box>?>(repeating: nil)
  private var boxCount = 0
  /// Bytes of all blocks here.
  private(set) var bytes = 0

  /// Those of the calling thread.
  static var ofThread: UnsafeMutablePointer<SpareArenas> {
    @inline(__always) get {
      if let own = lintas_thread_value() { return own.assumingMemoryBound(to: Self.self) }
      return begin()
    }
  }

  @inline(never) private static func begin() -> UnsafeMutablePointer<SpareArenas> {
    let own = UnsafeMutablePointer<SpareArenas>.allocate(capacity: 1)
    own.initialize(to: SpareArenas())
    lintas_set_thread_value(own) { own in
      guard let spare = own?.assumingMemoryBound(to: SpareArenas.self) else { return }
      spare.pointee.clear()
      spare.deallocate()
    }
    return own
  }

  /// Gives everything back to the heap.
  mutating func clear() {
    while let box = takeBox() { withExtendedLifetime(box) {} }
    for index in 0..<Self.sizes {
      while let block = blocks[index] {
        blocks[index] = block.pointee.next
        block.release()
      }
    }
    bytes = 0
  }

  /// A box whose arena is empty, or nil.
  @inline(__always)
  mutating func takeBox() -> Box? {
    guard boxCount > 0 else { return nil }
    boxCount &-= 1
    return boxes[boxCount].unsafelyUnwrapped.takeRetainedValue()
  }

  /// Keeps a box that nobody else holds and whose arena is empty.
  @inline(__always)
  mutating func give(_ box: consuming Box) {
    guard boxCount < Self.mostBoxes else { return }
    boxes[boxCount] = Unmanaged.passRetained(box)
    boxCount &+= 1
  }

  /// A block of a size that `ArenaBlock.size` gives, all of it zero, or nil when there is none.
  @inline(__always)
  mutating func takeBlock(_ size: Int) -> UnsafeMutablePointer<ArenaBlock>? {
    guard ArenaBlock.isSpareSize(size) else { return nil }
    let index = Self.index(size)
    guard let block = blocks[index] else { return nil }
    blocks[index] = block.pointee.next
    bytes &-= size
    return block
  }

  /// Keeps a block, cleared, or gives it back to the heap.
  @inline(__always)
  mutating func give(_ block: UnsafeMutablePointer<ArenaBlock>) {
    let size = block.pointee.size
    guard ArenaBlock.isSpareSize(size), bytes &+ size <= Self.mostBytes else {
      return block.release()
    }
    block.wipe()
    let index = Self.index(size)
    block.pointee.next = blocks[index]
    blocks[index] = block
    bytes &+= size
  }

  /// The place of the list of blocks of a size.
  @inline(__always) private static func index(_ size: Int) -> Int {
    size.trailingZeroBitCount &- ArenaBlock.smallest.trailingZeroBitCount
  }
}
