internal import Synchronization

/// One change: its closure, its result once it ran, and the caller that waits for the commit.
// Safety: `continuation` is set by the calling task before the change goes into the queue, and
// used by the writer after it came out, with the queue's lock between; `result` is the writer's.
final class Write<R: Sendable>: PendingWrite, @unchecked Sendable {
  private let body: @Sendable (inout WriteTransaction) throws -> R
  private let phase = Atomic<UInt8>(Phase.waiting)

  private var continuation: UnsafeContinuation<R, any Error>?
  private var result: Result<R, any Error>?

  init(_ body: @escaping @Sendable (inout WriteTransaction) throws -> R) { self.body = body }

  /// Says who is resumed. Called once, before the change is queued.
  func answer(to continuation: UnsafeContinuation<R, any Error>) {
    self.continuation = continuation
  }

  /// The task was cancelled: if the writer has not started the closure, it never will.
  func cancel() {
    _ = phase.compareExchange(
      expected: Phase.waiting, desired: Phase.cancelled, ordering: .acquiringAndReleasing)
  }

  func start() -> Bool {
    phase.compareExchange(
      expected: Phase.waiting, desired: Phase.started, ordering: .acquiringAndReleasing
    ).exchanged
  }

  func run(_ transaction: inout WriteTransaction) -> Bool {
    do {
      result = .success(try body(&transaction))
      return true
    } catch {
      result = .failure(error)
      return false
    }
  }

  func finish(_ failure: (any Error)?) {
    guard let continuation else { return }
    self.continuation = nil
    if let failure {
      continuation.resume(throwing: failure)
    } else {
      continuation.resume(with: result ?? .failure(CancellationError()))
    }
    result = nil
  }
}

/// Where a change stands; it leaves `waiting` once.
private enum Phase {
  static let waiting: UInt8 = 0
  static let started: UInt8 = 1
  static let cancelled: UInt8 = 2
}
