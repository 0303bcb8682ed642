internal import Glibc

/// The bump allocator of one message tree: a run of blocks, each filled from its low end.
///
/// It is a plain structure that lies at a fixed address inside its `Storage` and is reached by
/// pointer only, so that the loops of the codec meet neither reference counts nor exclusivity
/// checks. Memory is given back all at once, when the storage goes. What an edit leaves behind (an
/// overwritten string, an array that moved) stays until then and is counted in `waste`; nothing is
/// compacted.
///
/// One thread at a time: whoever writes holds the tree alone (see `Box`).
@frozen public struct ArenaState {
  /// First free byte of the block in use; aligned to 8.
  @usableFromInline var cursor: UnsafeMutableRawPointer
  /// End of the block in use.
  @usableFromInline var end: UnsafeMutableRawPointer
  /// Bytes that may still be taken from the heap; `Int.max` outside of decoding.
  @usableFromInline var budget: Int
  /// The block taken last, which begins with a pointer to the one before; the first block lies in
  /// the storage and is not listed.
  @usableFromInline var blocks: UnsafeMutableRawPointer?
  /// Size of the next block, in bytes.
  @usableFromInline var nextBlock: Int
  /// Bytes handed out that no field refers to any longer.
  @usableFromInline var waste: Int
  /// Bytes of all blocks.
  @usableFromInline var reserved: Int
  /// Of these, the bytes taken from `MemoryAccount.process`, to be given back in the end.
  @usableFromInline var counted: Int

  /// Blocks double up to this size, in bytes.
  static let largestBlock = 32 * 1024
  /// Bytes in front of a block that hold the list of blocks.
  static let blockHeader = 16

  /// An arena over its first block.
  init(first: UnsafeMutableRawPointer, bytes: Int) {
    cursor = first
    end = first + bytes
    budget = Int.max
    blocks = nil
    nextBlock = 1024
    waste = 0
    reserved = bytes
    counted = 0
  }

  /// Room for `bytes`, aligned to 8 and not zeroed; nil when the budget or the heap has no more.
  @inlinable @inline(__always)
  mutating func allocateWithinBudget(_ bytes: Int) -> UnsafeMutableRawPointer? {
    let rounded = (bytes &+ 7) & ~7
    let place = cursor
    if rounded <= end - place {
      cursor = place + rounded
      return place
    }
    return allocateInNewBlock(rounded)
  }

  /// Room for `bytes`, aligned to 8 and not zeroed, for an edit: it knows no budget. Like Swift's
  /// own values it stops the program when the heap is exhausted, since a setter has no way to fail.
  @inlinable @inline(__always)
  mutating func allocate(_ bytes: Int) -> UnsafeMutableRawPointer {
    guard let place = allocateWithinBudget(bytes) else { heapExhausted() }
    return place
  }

  @usableFromInline @inline(never)
  mutating func allocateInNewBlock(_ rounded: Int) -> UnsafeMutableRawPointer? {
    let size = max(rounded &+ Self.blockHeader, min(nextBlock, budget))
    guard size <= budget else { return nil }
    if budget != Int.max {
      guard size <= MemoryAccount.uncounted || count(size) else { return nil }
      budget -= size
    }
    guard let block = malloc(size) else { return nil }
    reserved += size
    nextBlock = min(nextBlock * 2, Self.largestBlock)
    block.storeBytes(of: blocks, as: UnsafeMutableRawPointer?.self)
    blocks = block
    waste += end - cursor
    cursor = block + Self.blockHeader + rounded
    end = block + (size & ~7)
    return block + Self.blockHeader
  }

  /// Takes `bytes` from the account of the process; false above its ceiling.
  mutating func count(_ bytes: Int) -> Bool {
    guard MemoryAccount.process.take(bytes) else { return false }
    counted += bytes
    return true
  }

  /// Gives all blocks but the first back to the heap.
  func freeBlocks() {
    if counted > 0 { MemoryAccount.process.giveBack(counted) }
    var next = blocks
    while let block = next {
      next = block.load(as: UnsafeMutableRawPointer?.self)
      free(block)
    }
  }
}

/// Ends the program: an edit found no memory.
@usableFromInline @inline(never)
func heapExhausted() -> Never {
  preconditionFailure("no memory left for an edit of a message")
}
