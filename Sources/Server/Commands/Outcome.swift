internal import Glibc
internal import Synchronization

/// The outcome of asynchronous work that a plain thread waits for.
final class Outcome<Value: Sendable>: Sendable {
  private let result = Mutex<Result<Value, any Error>?>(nil)
  private let semaphore: Semaphore

  init() {
    semaphore = Semaphore()
  }

  /// Sets the outcome and wakes the waiting thread. Once.
  func set(_ value: Result<Value, any Error>) {
    result.withLock { $0 = value }
    semaphore.signal()
  }

  /// Blocks until the outcome is there. Once.
  func get() throws -> Value {
    semaphore.wait()
    guard let result = result.withLock({ $0 }) else { preconditionFailure("woken too early") }
    return try result.get()
  }
}
