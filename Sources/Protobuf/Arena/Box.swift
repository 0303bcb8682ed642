/// The unit of sharing: who holds the only reference to a box may write the tree.
///
/// It is apart from `Storage` since an edit of a child lends the box to the child, so that the
/// uniqueness test holds there too, while the parent keeps only the storage. When the borrower
/// replaces the child, the box goes with the old value, and the parent's memory still stands.
///
/// Safety: both properties are constant, but for the moment of `isAlone`, which only who holds the
/// box alone may ask for. The memory they lead to is written only by who holds the box alone; all
/// others only read, and reading writes nothing. The uniqueness test orders the last reader's
/// release before the first write.
public final class Box: @unchecked Sendable {
  /// Keeps the memory.
  @exclusivity(unchecked) @usableFromInline final var storage: Storage
  /// The arena inside the storage.
  @usableFromInline let arena: UnsafeMutablePointer<ArenaState>

  /// A new unit of sharing over `storage`.
  @usableFromInline init(_ storage: Storage) {
    self.storage = storage
    arena = storage.withUnsafeMutablePointerToHeader { $0 }
  }

  /// An arena without memory, a spare one of the thread if there is any.
  static func make() -> Box {
    SpareArenas.ofThread.pointee.takeBox() ?? Box(Storage.make())
  }

  /// An arena whose first block has room for `bytes`.
  @usableFromInline static func make(_ bytes: Int) -> Box {
    let box = make()
    guard box.arena.pointee.open(bytes) else { heapExhausted() }
    return box
  }

  /// Whether no edit of a child is under way: the parent then keeps the storage. Only to be asked
  /// by who holds the box alone.
  var isAlone: Bool { isKnownUniquelyReferenced(&storage) }
}
