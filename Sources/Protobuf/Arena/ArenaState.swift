public import CProtobufC
internal import Glibc

/// The bump allocator of one message tree: a run of blocks, each filled from its low end.
///
/// It is a plain structure that lies at a fixed address inside its `Storage` and is reached by
/// pointer only, so that the loops of the codec meet neither reference counts nor exclusivity
/// checks. Blocks come from the thread's `SpareArenas`, and go there all at once. What an edit
/// leaves behind (an overwritten string, an array that moved) stays until then, or until the tree
/// has grown so much that it is looked through and, if it is mostly waste, copied (`_own`).
///
/// What has not been handed out is zero. Under the address sanitizer it is also poisoned, and a gap
/// stands behind every piece, so that what reads beyond one is seen.
///
/// One thread at a time: whoever writes holds the tree alone (see `Box`).
@frozen public struct ArenaState {
  /// First free byte of the block in use; aligned to 8.
  @usableFromInline var cursor: UnsafeMutableRawPointer
  /// End of the block in use.
  @usableFromInline var end: UnsafeMutableRawPointer
  /// Bytes that may still be taken from the heap; `Int.max` outside of decoding.
  @usableFromInline var budget: Int
  /// The block in use, an `ArenaBlock`; nil as long as there is none.
  @usableFromInline var block: UnsafeMutableRawPointer?
  /// Bytes of all blocks.
  @usableFromInline var reserved: Int
  /// Of these, the bytes taken from `MemoryAccount.process`, to be given back in the end.
  @usableFromInline var counted: Int
  /// When the blocks hold more bytes than this, an edit looks how much of them is waste.
  @usableFromInline var unexamined: Int

  /// Blocks grow with the tree up to this size, in bytes, but for one large piece.
  private static let largestBlock = 32 * 1024
  /// Bytes of waste that are always tolerated.
  static let tolerated = 4 * 1024

  /// An arena without memory.
  init() {
    cursor = UnsafeMutableRawPointer(mutating: lintas_zero_block())
    end = cursor
    budget = Int.max
    block = nil
    reserved = 0
    counted = 0
    unexamined = 2 * Self.tolerated
  }

  /// Room for `bytes`, aligned to 8, all zero; nil when the budget or the heap has no more.
  @inlinable @inline(__always)
  mutating func allocateWithinBudget(_ bytes: Int) -> UnsafeMutableRawPointer? {
    let rounded = Self.room(for: bytes)
    let place = cursor
    if rounded <= end - place {
      cursor = place + rounded
      lintas_unpoison(place, bytes)
      return place
    }
    return allocateInNewBlock(bytes)
  }

  /// Room for `bytes`, aligned to 8, all zero, for an edit: it knows no budget. Like Swift's own
  /// values it stops the program when the heap is exhausted, since a setter has no way to fail.
  @inlinable @inline(__always)
  mutating func allocate(_ bytes: Int) -> UnsafeMutableRawPointer {
    guard let place = allocateWithinBudget(bytes) else { heapExhausted() }
    return place
  }

  /// Bytes that a piece of `bytes` takes.
  @inlinable @inline(__always)
  static func room(for bytes: Int) -> Int { (bytes &+ 7 &+ lintas_gap()) & ~7 }

  @usableFromInline @inline(never)
  mutating func allocateInNewBlock(_ bytes: Int) -> UnsafeMutableRawPointer? {
    guard open(Self.room(for: bytes)) else { return nil }
    return allocateWithinBudget(bytes)
  }

  /// Goes on in a block with room for `bytes` at least, of which the caller writes the first `raw`
  /// itself; false when the budget or the heap has no more.
  mutating func open(_ bytes: Int, raw: Int = 0) -> Bool {
    let least = bytes &+ ArenaBlock.header
    let usual = ArenaBlock.size(for: max(least, min(reserved / 4, Self.largestBlock)))
    let size = min(usual, max(least, budget & ~7))
    guard size <= budget else { return false }
    if budget != Int.max {
      guard size <= MemoryAccount.uncounted || count(size) else { return false }
      budget -= size
    }
    let spare = SpareArenas.ofThread.pointee.takeBlock(size)
    guard let new = spare ?? ArenaBlock.make(size, raw: raw) else { return false }
    if let old = block?.assumingMemoryBound(to: ArenaBlock.self) {
      old.pointee.used = cursor - UnsafeMutableRawPointer(old)
      new.pointee.next = old
    } else {
      new.pointee.next = nil
    }
    block = UnsafeMutableRawPointer(new)
    cursor = new.room
    end = new.end
    reserved &+= size
    return true
  }

  /// Takes over a block whose first `bytes` were written and are to stay; false when the budget has
  /// no room for it, and the block then is no part of the arena. Only for an arena without memory.
  mutating func adopt(_ first: UnsafeMutablePointer<ArenaBlock>, filled bytes: Int) -> Bool {
    let size = first.pointee.size
    guard size <= budget, size <= MemoryAccount.uncounted || count(size) else { return false }
    budget -= size
    first.pointee.next = nil
    block = UnsafeMutableRawPointer(first)
    cursor = first.room + Self.room(for: bytes)
    // Behind the bytes, only blocks that threads keep are zero.
    end = ArenaBlock.isSpareSize(size) ? first.end : cursor
    reserved = size
    return true
  }

  /// Takes `bytes` from the account of the process; false above its ceiling.
  mutating func count(_ bytes: Int) -> Bool {
    guard MemoryAccount.process.take(bytes) else { return false }
    counted += bytes
    return true
  }

  /// Puts off looking for waste until the blocks have grown by half of `live` bytes and some.
  mutating func postponeExamination(beyond live: Int) {
    unexamined = reserved &+ live / 2 &+ Self.tolerated
  }

  /// Whether more than half as much as `live` bytes was handed out and is not in use any more.
  func isMostlyWaste(beside live: Int) -> Bool {
    reserved &- (end - cursor) &- live > live / 2 &+ Self.tolerated
  }

  /// Gives all memory back. The arena may be used again.
  mutating func reset() {
    guard let last = block?.assumingMemoryBound(to: ArenaBlock.self) else { return }
    if counted > 0 { MemoryAccount.process.giveBack(counted) }
    last.pointee.used = cursor - UnsafeMutableRawPointer(last)
    let spare = SpareArenas.ofThread
    var next: UnsafeMutablePointer<ArenaBlock>? = last
    while let block = next {
      next = block.pointee.next
      spare.pointee.give(block)
    }
    self = ArenaState()
  }
}

/// Ends the program: an edit found no memory.
@usableFromInline @inline(never)
func heapExhausted() -> Never {
  preconditionFailure("no memory left for an edit of a message")
}
