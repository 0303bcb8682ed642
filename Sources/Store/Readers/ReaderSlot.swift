internal import Synchronization

/// The read transaction that one thread uses again and again for one store.
///
/// Taking a snapshot is `mdb_txn_renew`, giving it back `mdb_txn_reset`: no allocation, no lock.
/// A parked slot holds no snapshot, so it does not keep old pages from being used again.
// Safety: `transaction` is touched only by who moved `phase` from idle: its thread, which makes it
// busy for a read, or the thread that closes the store or ends the slot, which makes it dead.
final class ReaderSlot: @unchecked Sendable {
  private enum Phase {
    static let idle: UInt8 = 0
    static let busy: UInt8 = 1
    static let dead: UInt8 = 2
  }

  private var transaction: ReadTransaction?
  private let phase = Atomic<UInt8>(Phase.idle)
  private let environment: Environment

  /// Takes a place in LMDB's table of readers.
  init(_ environment: Environment) throws(LMDBCode) {
    self.environment = environment
    var fresh = try ReadTransaction(environment)
    fresh.reset()
    transaction = consume fresh
  }

  /// Lends a snapshot to `body`. A read within a read gets a transaction of its own.
  ///
  /// Throws what `body` throws, `StoreError.closed` once the slot is dead, and `LMDBCode`.
  func read<R>(_ body: (borrowing ReadTransaction) throws -> R) throws -> R {
    let before = phase.compareExchange(
      expected: Phase.idle, desired: Phase.busy, ordering: .acquiringAndReleasing)
    guard before.exchanged else {
      if before.original == Phase.dead { throw StoreError.closed }
      return try body(ReadTransaction(environment))
    }
    defer { phase.store(Phase.idle, ordering: .releasing) }
    try transaction?.renew()
    defer { transaction?.reset() }
    return try lend(body)
  }

  private func lend<R>(_ body: (borrowing ReadTransaction) throws -> R) throws -> R {
    switch transaction {
    case .some(let snapshot): return try body(snapshot)
    case .none: throw StoreError.closed
    }
  }

  /// Ends the slot when its thread does not read; false while it does.
  func end() -> Bool {
    let before = phase.compareExchange(
      expected: Phase.idle, desired: Phase.dead, ordering: .acquiringAndReleasing)
    if before.exchanged { transaction = nil }
    return before.exchanged || before.original == Phase.dead
  }
}
