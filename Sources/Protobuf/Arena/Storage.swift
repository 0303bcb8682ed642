/// The memory of one message tree, and the unit of its lifetime: the arena, whose blocks go back
/// when the last reference goes.
public final class Storage: ManagedBuffer<ArenaState, Never> {
  /// A storage with an empty arena.
  @usableFromInline @inline(never)
  static func make() -> Storage {
    let buffer = Storage.create(minimumCapacity: 0) { _ in ArenaState() }
    // Safety: `create` of a subclass makes an object of that subclass.
    return unsafeDowncast(buffer, to: Storage.self)
  }

  deinit {
    withUnsafeMutablePointerToHeader { $0.pointee.reset() }
  }
}
