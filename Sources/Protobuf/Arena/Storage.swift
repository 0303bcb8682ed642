/// The memory of one message tree, and the unit of its lifetime: header and first block in one
/// allocation, further blocks freed when the last reference goes.
public final class Storage: ManagedBuffer<ArenaState, UInt64> {
  /// A storage whose first block has room for `bytes`.
  @usableFromInline @inline(never)
  static func make(_ bytes: Int) -> Storage {
    let words = (bytes &+ 7) &>> 3
    let buffer = Storage.create(minimumCapacity: words) { buffer in
      buffer.withUnsafeMutablePointerToElements { elements in
        ArenaState(first: UnsafeMutableRawPointer(elements), bytes: words * 8)
      }
    }
    // Safety: `create` of a subclass makes an object of that subclass.
    return unsafeDowncast(buffer, to: Storage.self)
  }

  deinit {
    withUnsafeMutablePointerToHeader { $0.pointee.freeBlocks() }
  }
}
