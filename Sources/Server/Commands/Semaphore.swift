internal import Glibc

// Safety: the pointer is set once and freed last; the functions called on it are made for threads.
/// A POSIX semaphore that starts at zero.
final class Semaphore: @unchecked Sendable {
  private let handle: UnsafeMutablePointer<sem_t>

  init() {
    handle = .allocate(capacity: 1)
    let result = sem_init(handle, 0, 0)
    precondition(result == 0, "a semaphore that starts at zero can always be made")
  }

  deinit {
    sem_destroy(handle)
    handle.deallocate()
  }

  /// Lets one waiting thread go on.
  func signal() {
    sem_post(handle)
  }

  /// Blocks until there is a signal, or so many seconds have passed.
  ///
  /// - Returns: whether there was one.
  func wait(seconds: UInt32) -> Bool {
    var end = timespec()
    clock_gettime(CLOCK_REALTIME, &end)
    end.tv_sec += Int(seconds)
    while true {
      if sem_timedwait(handle, &end) == 0 { return true }
      if errno != EINTR { return false }
    }
  }

  /// Blocks until there is a signal.
  func wait() {
    while sem_wait(handle) != 0, errno == EINTR {}
  }
}
