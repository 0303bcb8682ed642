/// A flag that one task at a time can wait for: raised from any thread, lowered by a wait.
///
/// Raised while nobody waits, it stays raised, so a wait that begins later returns at once. That is
/// why no wake-up is lost when a subscriber registers first, reads second and waits third.
final class Signal: Sendable {
  private enum State {
    case lowered
    case raised
    case awaited(UnsafeContinuation<Void, Never>)
  }

  private let state = Locked(State.lowered)

  /// Raises the flag, which resumes the task that waits.
  func raise() {
    let waiter = state.withLock { state -> UnsafeContinuation<Void, Never>? in
      guard case .awaited(let waiter) = state else {
        state = .raised
        return nil
      }
      state = .lowered
      return waiter
    }
    waiter?.resume()
  }

  /// Waits until the flag is raised and lowers it. A second task must not wait meanwhile.
  ///
  /// Throws `CancellationError`; the flag is raised then, so that nothing is missed later.
  nonisolated(nonsending) func wait() async throws {
    defer { ResumedTask.acquire() }
    await withTaskCancellationHandler {
      await withUnsafeContinuation { continuation in
        park(continuation)
        // The task may have been cancelled before it was parked, when `onCancel` found nobody.
        if Task.isCancelled { raise() }
      }
    } onCancel: {
      raise()
    }
    if Task.isCancelled {
      raise()
      throw CancellationError()
    }
  }

  private func park(_ continuation: UnsafeContinuation<Void, Never>) {
    let isRaised = state.withLock { state in
      switch state {
      case .raised:
        state = .lowered
        return true
      case .lowered:
        state = .awaited(continuation)
        return false
      case .awaited:
        preconditionFailure("a subscription is waited for by one task at a time")
      }
    }
    if isRaised { continuation.resume() }
  }
}
