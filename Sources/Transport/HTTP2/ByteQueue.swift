internal import Glibc

/// Bytes that wait, first in, first out, in one block of memory that grows by doubling. Confined to
/// one thread.
public struct ByteQueue: ~Copyable {
  /// A block up to this size is kept when the queue runs empty; a larger one is given back.
  private static var keptCapacity: Int { 16 << 10 }

  private var block: UnsafeMutableRawPointer?
  private var capacity = 0
  private var head = 0
  private var tail = 0

  /// An empty queue without a block.
  public init() {}

  deinit {
    block?.deallocate()
  }

  /// Bytes in the queue.
  public var count: Int { tail - head }

  /// The bytes in the queue, valid until the next change.
  public var bytes: UnsafeRawBufferPointer {
    guard let block else { return UnsafeRawBufferPointer(start: nil, count: 0) }
    return UnsafeRawBufferPointer(start: block + head, count: count)
  }

  /// Appends a copy of `source`.
  public mutating func append(_ source: UnsafeRawBufferPointer) {
    guard let base = source.baseAddress, source.count > 0 else { return }
    let target = room(for: source.count)
    memcpy(target, base, source.count)
    tail += source.count
  }

  /// Moves at most `limit` bytes to `target` and returns how many.
  mutating func move(to target: UnsafeMutableRawPointer, limit: Int) -> Int {
    let moved = min(limit, count)
    guard moved > 0, let block else { return 0 }
    memcpy(target, block + head, moved)
    removeFirst(moved)
    return moved
  }

  /// Drops the first `bytes` bytes, of which there must be so many.
  public mutating func removeFirst(_ bytes: Int) {
    head += bytes
    if head == tail { removeAll() }
  }

  /// Empties the queue; keeps a small block for the next bytes.
  public mutating func removeAll() {
    head = 0
    tail = 0
    if capacity > ByteQueue.keptCapacity {
      block?.deallocate()
      block = nil
      capacity = 0
    }
  }

  /// Room for `more` bytes at the tail.
  private mutating func room(for more: Int) -> UnsafeMutableRawPointer {
    if let block {
      if tail + more <= capacity { return block + tail }
      if count + more <= capacity && head >= capacity / 2 {
        memmove(block, block + head, count)
        tail = count
        head = 0
        return block + tail
      }
    }
    let larger = max(1024, capacity * 2, count + more)
    let moved = UnsafeMutableRawPointer.allocate(byteCount: larger, alignment: 16)
    if let block {
      memcpy(moved, block + head, count)
      block.deallocate()
    }
    tail = count
    head = 0
    block = moved
    capacity = larger
    return moved + tail
  }
}
