internal import LintasTransport

/// A value for one thread at a time.
///
/// Behind a lock of the system, which the thread sanitizer knows: where threads contend for a
/// `Mutex`, it is taken inside a library that the sanitizer does not see.
// Safety: the value is touched under the lock only.
final class Locked<Value: Sendable>: @unchecked Sendable {
  private let monitor = Monitor()
  private var value: Value

  /// Begins with a value.
  init(_ value: Value) { self.value = value }

  /// Does `body` while no other thread has the value.
  func withLock<Result>(_ body: (inout Value) -> Result) -> Result {
    monitor.withLock { body(&value) }
  }
}
