internal import Glibc
internal import Synchronization

/// One pthread that runs one closure. Signals are blocked on it: they belong to the main thread.
final class WriterThread: Sendable {
  private let thread: pthread_t
  private let isEnded = Atomic<Bool>(false)

  /// Starts `body` on a thread of its own. Throws `errno` when the system has no thread to give.
  init(_ body: @escaping @Sendable () -> Void) throws(SystemCall.Errno) {
    var all = sigset_t()
    var before = sigset_t()
    sigfillset(&all)
    pthread_sigmask(SIG_SETMASK, &all, &before)
    defer { pthread_sigmask(SIG_SETMASK, &before, nil) }
    var started = pthread_t()
    let start = Unmanaged.passRetained(Start(body))
    let code = create(&started, start.toOpaque())
    if code != 0 {
      start.release()
      throw SystemCall.Errno(value: code)
    }
    thread = started
  }

  /// Waits for the end of the thread. On the thread itself, where that would never come, it lets
  /// the thread end alone. Does nothing the second time.
  func end() {
    guard !isEnded.exchange(true, ordering: .acquiringAndReleasing) else { return }
    if pthread_equal(thread, pthread_self()) != 0 {
      pthread_detach(thread)
    } else {
      pthread_join(thread, nil)
    }
  }
}

/// Carries the closure through C's `void *`.
private final class Start: Sendable {
  let body: @Sendable () -> Void
  init(_ body: @escaping @Sendable () -> Void) { self.body = body }
}

/// Starts the thread. A free function, since a closure for C must not be isolated to an actor.
private func create(_ thread: inout pthread_t, _ start: UnsafeMutableRawPointer) -> Int32 {
  pthread_create(
    &thread, nil,
    { pointer in
      guard let pointer else { return nil }
      // Safety: `WriterThread.init` retained the object once for this thread.
      let start = Unmanaged<Start>.fromOpaque(pointer).takeRetainedValue()
      nameThread()
      start.body()
      return nil
    }, start)
}

/// Gives the thread its name in `ps` and `top`. The C library's function for it is hidden behind a
/// macro that Swift's Glibc does not set; the kernel's file does the same. A failure is harmless.
private func nameThread() {
  let descriptor = open("/proc/thread-self/comm", O_WRONLY | O_CLOEXEC)
  guard descriptor >= 0 else { return }
  _ = write(descriptor, "lintas-writer", 13)
  close(descriptor)
}
