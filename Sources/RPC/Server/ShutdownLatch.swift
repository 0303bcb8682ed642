internal import Synchronization

/// Waits for the loops of a server to end, and no longer than it has to: a loop that a handler
/// holds up cannot even say that it has not ended.
final class ShutdownLatch: Sendable {
  private struct State {
    var remaining: Int
    var isEmpty = true
    var waiter: CheckedContinuation<Bool, Never>?
    var result: Bool?
  }

  private let state: Mutex<State>

  /// A latch for so many loops.
  init(_ loops: Int) {
    state = Mutex(State(remaining: loops))
  }

  /// A loop has done what it could.
  ///
  /// - Parameter isEmpty: whether nothing is left on it.
  func loopEnded(isEmpty: Bool) {
    settle { state in
      state.remaining -= 1
      if !isEmpty { state.isEmpty = false }
      return state.remaining == 0 ? state.isEmpty : nil
    }
  }

  /// The time is over.
  func expire() {
    settle { _ in false }
  }

  /// Waits.
  ///
  /// - Returns: whether all loops have ended, with nothing left on any.
  func wait() async -> Bool {
    await withCheckedContinuation { waiter in
      settle { state in
        state.waiter = waiter
        return state.result
      }
    }
  }

  /// Makes a change and tells the waiter what comes of it: the first result counts.
  private func settle(_ change: (inout State) -> Bool?) {
    let call: (CheckedContinuation<Bool, Never>, Bool)? = state.withLock { state in
      let result = change(&state)
      if state.result == nil { state.result = result }
      guard let settled = state.result, let waiter = state.waiter else { return nil }
      state.waiter = nil
      return (waiter, settled)
    }
    call?.0.resume(returning: call?.1 ?? false)
  }
}
