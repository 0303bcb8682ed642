internal import Glibc
internal import Synchronization

/// All reader slots of one store: one for each thread that ever read and still lives.
final class ReaderPool: Sendable {
  private struct State {
    var slots: [ObjectIdentifier: ReaderSlot] = [:]
    var isClosed = false
  }

  private static let lastNumber = Atomic<UInt64>(0)

  /// Tells this pool from every other one of the process, also from those that are gone.
  let number: UInt64
  private let environment: Environment
  private let state = Locked(State())

  init(_ environment: Environment) {
    self.environment = environment
    number = Self.lastNumber.wrappingAdd(1, ordering: .relaxed).newValue
  }

  /// Lends a snapshot to `body`, on the calling thread.
  func read<R>(_ body: (borrowing ReadTransaction) throws -> R) throws -> R {
    do {
      return try slot().read(body)
    } catch let code as LMDBCode {
      throw code.inTransaction
    }
  }

  /// Ends all slots; waits for reads that are running. Reads that come later find the pool closed.
  func close() {
    let slots = state.withLock { state in
      state.isClosed = true
      defer { state.slots.removeAll() }
      return state.slots.values.map { $0 }
    }
    for slot in slots {
      while !slot.end() { usleep(100) }
    }
  }

  /// Ends the slot of a thread that ends. After `close` there is nothing left to end.
  func retire(_ slot: ReaderSlot) {
    state.withLock { state in
      guard !state.isClosed else { return }
      state.slots[ObjectIdentifier(slot)] = nil
      _ = slot.end()
    }
  }

  private func slot() throws -> ReaderSlot {
    let thread = ThreadReaders.current
    if let slot = thread.slot(of: self) { return slot }
    // Within the lock, so that the environment is not closed while a slot is taken in it.
    let slot = try state.withLock { state in
      if state.isClosed { throw StoreError.closed }
      let slot = try ReaderSlot(environment)
      state.slots[ObjectIdentifier(slot)] = slot
      return slot
    }
    thread.add(slot, of: self)
    return slot
  }
}
