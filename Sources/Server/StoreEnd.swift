internal import Glibc
internal import LintasStore
internal import Logging

/// How the store is closed at the end of the process.
enum StoreEnd {
  /// Time that a read which a handler has left open may take.
  private static let patience: UInt32 = 10

  /// Closes the store: what waits is written.
  ///
  /// - Parameter isUsed: whether handlers are left that may never return. One that stands within a
  ///   read keeps the store open for ever; all changes are on disk by then, and the process ends as
  ///   after a crash, which the store is made for.
  static func close(_ store: Store, isUsed: Bool, _ log: Logger) {
    guard isUsed else {
      store.close()
      return
    }
    let isClosed = Semaphore()
    Task {
      store.close()
      isClosed.signal()
    }
    if !isClosed.wait(seconds: patience) {
      log.error("a handler holds the store; the process ends without closing it")
      _exit(1)
    }
  }
}
