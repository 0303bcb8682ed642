internal import Glibc

// Safety: both objects are initialised before anybody sees the pointers, live at a fixed address
// until deinit, and are only handed to pthread functions, which are thread-safe.
/// A POSIX mutex and its condition variable. Used where a thread has to sleep, and for the loop's
/// inbox, because the thread sanitizer understands it.
///
/// `lock` and `unlock` pair on one thread; `sleep` and `sleep(until:)` need the lock held.
package final class Monitor: @unchecked Sendable {
  private let mutex = UnsafeMutablePointer<pthread_mutex_t>.allocate(capacity: 1)
  private let condition = UnsafeMutablePointer<pthread_cond_t>.allocate(capacity: 1)

  /// A mutex that nobody holds.
  package init() {
    pthread_mutex_init(mutex, nil)
    var attributes = pthread_condattr_t()
    pthread_condattr_init(&attributes)
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC)
    pthread_cond_init(condition, &attributes)
    pthread_condattr_destroy(&attributes)
  }

  deinit {
    pthread_cond_destroy(condition)
    pthread_mutex_destroy(mutex)
    condition.deallocate()
    mutex.deallocate()
  }

  /// Takes the lock, waiting for whoever holds it.
  @inline(__always)
  package func lock() {
    pthread_mutex_lock(mutex)
  }

  /// Gives the lock back.
  @inline(__always)
  package func unlock() {
    pthread_mutex_unlock(mutex)
  }

  /// Runs `body` with the lock held.
  @inline(__always)
  package func withLock<Result, Failure: Error>(
    _ body: () throws(Failure) -> Result
  ) throws(Failure) -> Result {
    lock()
    defer { unlock() }
    return try body()
  }

  /// Gives the lock back, sleeps until woken (or for no reason), and takes the lock again.
  func sleep() {
    pthread_cond_wait(condition, mutex)
  }

  /// The same, until `deadline` at most.
  func sleep(until deadline: MonotonicTime) {
    var time = timespec(
      tv_sec: Int(deadline.nanoseconds / 1_000_000_000),
      tv_nsec: Int(deadline.nanoseconds % 1_000_000_000))
    pthread_cond_timedwait(condition, mutex, &time)
  }

  /// Wakes one sleeper.
  func wakeOne() {
    pthread_cond_signal(condition)
  }

  /// Wakes all sleepers.
  func wakeAll() {
    pthread_cond_broadcast(condition)
  }
}
