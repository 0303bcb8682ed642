internal import Glibc

/// The signals that a server minds, taken by waiting instead of by handlers: nothing runs in a
/// signal's context.
struct ServerSignals {
  /// What a signal asks for.
  enum Order: Equatable {
    /// SIGTERM and SIGINT, by name: the end.
    case stop(String)
    /// SIGHUP: certificates are to be read anew.
    case reload
  }

  private var all = sigset_t()
  private var endings = sigset_t()

  /// Blocks the signals in this thread and in all that it starts.
  init() {
    sigemptyset(&all)
    sigaddset(&all, SIGTERM)
    sigaddset(&all, SIGINT)
    endings = all
    sigaddset(&all, SIGHUP)
    pthread_sigmask(SIG_BLOCK, &all, nil)
  }

  /// Waits for one of them.
  func wait() -> Order {
    var set = all
    var number: Int32 = 0
    while sigwait(&set, &number) != 0 {}
    return number == SIGHUP ? .reload : .stop(number == SIGINT ? "SIGINT" : "SIGTERM")
  }

  /// From now on one more SIGTERM or SIGINT ends the process, as if nobody had blocked it.
  func endAtOnceWhenRepeated() {
    var set = endings
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
  }
}
