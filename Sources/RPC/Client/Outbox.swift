internal import LintasProtobuf
internal import Synchronization

/// Messages that tasks elsewhere have written and the channel's loop has not taken yet: a writer off
/// the loop leaves its message here, already in its frame, instead of going there with each.
final class Outbox: Sendable {
  /// Writers go to the loop, and wait for room there, when more bytes than these lie here.
  private static let capacity = 64 << 10

  private struct State {
    let encoder = Encoder()
    var frames: [UInt8] = []
    var isEmptied = true
  }

  private let state = Mutex(State())
  /// Whether anything was ever left here.
  private let used = Atomic<Bool>(false)

  /// Whether anything may lie here.
  var isUsed: Bool { used.load(ordering: .acquiring) }

  /// Leaves a message here, if there is room.
  ///
  /// - Returns: whether there was, and whether the loop has to be told.
  func leave(_ message: some Message) -> (isTaken: Bool, isFirst: Bool) {
    let outcome = state.withLock { state -> (isTaken: Bool, isFirst: Bool) in
      guard state.frames.count <= Outbox.capacity else { return (false, false) }
      state.frames.append(contentsOf: message.encodeFramed(with: state.encoder))
      defer { state.isEmptied = false }
      return (true, state.isEmptied)
    }
    if outcome.isFirst { used.store(true, ordering: .releasing) }
    return outcome
  }

  /// Takes all frames.
  func empty() -> [UInt8] {
    state.withLock { state in
      state.isEmptied = true
      var frames: [UInt8] = []
      swap(&frames, &state.frames)
      return frames
    }
  }
}
