internal import Glibc

/// The changes that wait for the writer: a pthread mutex, a condition, and an array.
///
/// The writer sleeps while the array is empty and takes all of it at once; there is no timer, since
/// the next batch gathers by itself while a commit waits for the disk.
// Safety: every access to `waiting` and `isClosed` happens with `mutex` held. Both C objects live
// at addresses of their own until `deinit`, when nobody can hold or wait for them.
final class WriterQueue: @unchecked Sendable {
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let condition: UnsafeMutablePointer<pthread_cond_t>
  private var waiting: [any PendingWrite] = []
  private var isClosed = false
  private let limit: Int

  /// A queue that holds at most `limit` changes.
  init(limit: Int) {
    self.limit = limit
    mutex = .allocate(capacity: 1)
    condition = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(condition, nil)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  /// How many changes wait now.
  var count: Int { locked { waiting.count } }

  /// Adds a change and wakes the writer. Throws `StoreError.busy` when the queue is full and
  /// `StoreError.closed` after `close`.
  func push(_ write: any PendingWrite) throws(StoreError) {
    let refusal: StoreError? = locked {
      if isClosed { return .closed }
      if waiting.count >= limit { return .busy(waiting: waiting.count) }
      waiting.append(write)
      if waiting.count == 1 { pthread_cond_signal(condition) }
      return nil
    }
    if let refusal { throw refusal }
  }

  /// Everything that waits, in order; sleeps while that is nothing. Nil when the queue is closed
  /// and empty. Called by the writer only.
  func take() -> [any PendingWrite]? {
    locked {
      while waiting.isEmpty, !isClosed { pthread_cond_wait(condition, mutex) }
      guard !waiting.isEmpty else { return nil }
      defer { waiting = [] }
      return waiting
    }
  }

  /// Refuses later changes. Those that wait already still come out of `take`.
  func close() {
    locked {
      isClosed = true
      pthread_cond_signal(condition)
    }
  }

  private func locked<R>(_ body: () -> R) -> R {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body()
  }
}
