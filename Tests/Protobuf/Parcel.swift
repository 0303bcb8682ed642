internal import Synchronization

/// Hands a value to another thread so that only the receiver holds it.
final class Parcel<Value: Sendable>: Sendable {
  private let value: Mutex<Value?>

  init(_ value: Value) { self.value = Mutex(value) }

  func take() -> Value? { value.withLock { $0.take() } }
}
