internal import Foundation

/// A thread that knows nothing of loops and tasks, and cancels calls a little after it was asked.
final class ForeignCanceller: Sendable {
  private struct State: Sendable {
    var waiting: [@Sendable () -> Void] = []
    var isStopped = false
  }

  private let state = Locked(State())

  /// Starts the thread.
  init(seed: UInt64) {
    Thread { [self] in
      var random = SeededGenerator(seed: seed)
      while true {
        usleep(UInt32.random(in: 50...2000, using: &random))
        let (bodies, isLast) = state.withLock { state in
          defer { state.waiting.removeAll() }
          return (state.waiting, state.isStopped)
        }
        for body in bodies { body() }
        if isLast { return }
      }
    }.start()
  }

  /// Has something cancelled soon.
  func offer(_ body: @escaping @Sendable () -> Void) {
    state.withLock { $0.waiting.append(body) }
  }

  /// Ends the thread once it has done what it was asked.
  func stop() { state.withLock { $0.isStopped = true } }
}
