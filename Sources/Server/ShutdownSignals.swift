internal import Glibc

/// SIGTERM and SIGINT, taken by waiting instead of by handlers: nothing runs in a signal's context.
struct ShutdownSignals {
  private var set = sigset_t()

  /// Blocks the signals in this thread and in all that it starts.
  init() {
    sigemptyset(&set)
    sigaddset(&set, SIGTERM)
    sigaddset(&set, SIGINT)
    pthread_sigmask(SIG_BLOCK, &set, nil)
  }

  /// Waits for one of them.
  ///
  /// - Returns: its name.
  func wait() -> String {
    var set = set
    var number: Int32 = 0
    while sigwait(&set, &number) != 0 {}
    return number == SIGINT ? "SIGINT" : "SIGTERM"
  }

  /// From now on one more signal ends the process, as if nobody had blocked it.
  func endAtOnceWhenRepeated() {
    var set = set
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
  }
}
