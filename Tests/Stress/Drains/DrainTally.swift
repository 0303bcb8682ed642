internal import Synchronization

/// What became of the calls.
final class DrainTally: Sendable {
  private struct State {
    var calls = 0
    var failures: [String] = []
    var acknowledged: Set<String> = []
    var isOver = false
  }

  private let state = Mutex(State())

  /// Whether callers are to stop.
  var isOver: Bool { state.withLock { $0.isOver } }
  /// What went wrong.
  var failures: [String] { state.withLock { $0.failures } }
  /// The applications that the server said are kept.
  var acknowledged: Set<String> { state.withLock { $0.acknowledged } }

  /// The figures for a line.
  var summary: String {
    state.withLock {
      "calls \($0.calls), failed \($0.failures.count), acknowledged \($0.acknowledged.count)"
    }
  }

  /// A call ended well.
  func succeeded() { state.withLock { $0.calls += 1 } }

  /// A call failed.
  func failed(_ text: String) {
    state.withLock {
      $0.calls += 1
      $0.failures.append(text)
    }
  }

  /// The server has kept an application.
  func acknowledge(_ identifier: String) {
    state.withLock { _ = $0.acknowledged.insert(identifier) }
  }

  /// Callers are to stop.
  func end() { state.withLock { $0.isOver = true } }
}
