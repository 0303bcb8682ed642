internal import Glibc

/// The reader slots of one thread: one for each open store that it read from, usually one.
///
/// Kept in a pthread key, whose destructor gives the slots back when the thread ends.
final class ThreadReaders {
  private struct Entry {
    weak var pool: ReaderPool?
    let poolNumber: UInt64
    let slot: ReaderSlot
  }

  private var entries: [Entry] = []

  deinit {
    for entry in entries { entry.pool?.retire(entry.slot) }
  }

  /// This thread's object, made when first asked for.
  static var current: ThreadReaders {
    if let known = pthread_getspecific(key) {
      // Safety: the key holds nothing but what is stored below, with a count of its own that the
      // key's destructor gives back.
      return Unmanaged<ThreadReaders>.fromOpaque(known).takeUnretainedValue()
    }
    let fresh = ThreadReaders()
    pthread_setspecific(key, Unmanaged.passRetained(fresh).toOpaque())
    return fresh
  }

  /// The slot for this pool, if the thread has one.
  func slot(of pool: ReaderPool) -> ReaderSlot? {
    // By index: a copy of an entry would count its weak reference up and down.
    for index in entries.indices where entries[index].poolNumber == pool.number {
      return entries[index].slot
    }
    return nil
  }

  /// Keeps a slot, and forgets those of stores that are gone.
  func add(_ slot: ReaderSlot, of pool: ReaderPool) {
    entries.removeAll { $0.pool == nil }
    entries.append(Entry(pool: pool, poolNumber: pool.number, slot: slot))
  }

  private static let key = makeKey()
}

/// Makes the pthread key. A free function, since a closure for C must not be isolated to an actor.
private func makeKey() -> pthread_key_t {
  var key = pthread_key_t()
  let code = pthread_key_create(&key) { pointer in
    guard let pointer else { return }
    // Safety: the pointer was retained by `ThreadReaders.current`; the thread ends, nobody else
    // has it.
    Unmanaged<ThreadReaders>.fromOpaque(pointer).release()
  }
  precondition(code == 0, "a process has at least 128 thread-specific keys")
  return key
}
