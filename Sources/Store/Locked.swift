internal import Glibc

/// A value that one thread at a time reaches, under a POSIX mutex.
///
/// The standard library's `Mutex` would do the same, but takes its contended path in code that the
/// thread sanitizer does not see, so that every contended use looks like a race to it; and the
/// store is where races cost most.
// Safety: `value` is reached only with `mutex` held, and the mutex stays at its own address from
// `init` to `deinit`, when nobody can hold or wait for it.
final class Locked<Value: Sendable>: @unchecked Sendable {
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private var value: Value

  /// Puts a value under a lock of its own.
  init(_ value: Value) {
    self.value = value
    mutex = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  /// Runs `body` with the value, while no other thread has it. `body` must not come back here.
  func withLock<Result, Failure: Error>(
    _ body: (inout Value) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return try body(&value)
  }
}
