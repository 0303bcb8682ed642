internal import LintasTransport
internal import Synchronization

/// Who needs a server's loop beside the server: channels in memory, which run on it and may be held
/// for longer than the server runs. The loop's thread ends when both are gone.
final class LoopTenancy: Sendable {
  private let loop: EventLoop
  private let state = Mutex(State())

  private struct State {
    var tenants = 0
    var isOver = false
  }

  /// Part of whatever needs the loop; the need ends with the last reference.
  final class Stay: Sendable {
    private let tenancy: LoopTenancy

    fileprivate init(_ tenancy: LoopTenancy) {
      self.tenancy = tenancy
    }

    deinit {
      tenancy.leave()
    }
  }

  /// The tenancy of a loop that the server runs.
  init(_ loop: EventLoop) {
    self.loop = loop
  }

  /// Notes one more need; `nil` if the server has ended.
  func begin() -> Stay? {
    let isLate = state.withLock { state in
      if !state.isOver { state.tenants += 1 }
      return state.isOver
    }
    return isLate ? nil : Stay(self)
  }

  /// The server needs the loop no more.
  ///
  /// - Returns: whether nobody does, so that the server is to stop it; otherwise it is stopped when
  ///   the last need ends.
  func end() -> Bool {
    state.withLock { state in
      state.isOver = true
      return state.tenants == 0
    }
  }

  private func leave() {
    let isLast = state.withLock { state in
      state.tenants -= 1
      return state.isOver && state.tenants == 0
    }
    guard isLast else { return }
    // The last need may end on the loop itself, which cannot wait for itself.
    loop.detach()
    loop.stop()
  }
}
