internal import Synchronization

/// Which task serves which method: written on the loop when a handler begins, read by the watchdog
/// when the loop does not answer. Two plain stores a call.
struct HandlerMark: ~Copyable {
  private let task = Atomic<UInt>(0)
  private let entry = Atomic<Int>(-1)

  /// A handler begins. On the loop.
  ///
  /// - Parameters:
  ///   - task: its task, whose address is compared with that of the job that runs, and never used
  ///     as a pointer.
  ///   - number: its entry in the loop's table.
  func set(_ task: Task<Void, Never>, _ number: Int) {
    // Safety: a task is one reference, of the size of an address, and is only compared.
    self.task.store(unsafeBitCast(task, to: UInt.self), ordering: .relaxed)
    entry.store(number, ordering: .relaxed)
  }

  /// The handler has ended; its task's address may become another's. On the loop.
  func clear() {
    task.store(0, ordering: .relaxed)
  }

  /// The number of the entry that a task serves; `nil` if it is another's. From any thread.
  func entry(of address: UInt) -> Int? {
    task.load(ordering: .relaxed) == address ? entry.load(ordering: .relaxed) : nil
  }
}
