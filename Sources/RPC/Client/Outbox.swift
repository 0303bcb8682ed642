internal import LintasProtobuf
internal import LintasTransport
internal import Synchronization

/// Messages that tasks elsewhere have written and the channel's loop has not taken yet: a writer
/// off the loop leaves its message here, already in its frame, instead of going there with each.
// Safety: all that changes is touched under `monitor` only, but for the atomic.
final class Outbox: @unchecked Sendable {
  /// Writers go to the loop, and wait for room there, when more bytes than these lie here.
  private static let capacity = 64 << 10

  private let monitor = Monitor()
  private let encoder = Encoder()
  private var frames: [UInt8] = []
  private var isEmptied = true
  /// Whether anything was ever left here.
  private let used = Atomic<Bool>(false)

  /// Whether anything may lie here.
  var isUsed: Bool { used.load(ordering: .acquiring) }

  /// Leaves a message here, if there is room.
  ///
  /// - Returns: whether there was, and whether the loop has to be told.
  func leave(_ message: some Message) -> (isTaken: Bool, isFirst: Bool) {
    monitor.lock()
    defer { monitor.unlock() }
    guard frames.count <= Outbox.capacity else { return (false, false) }
    frames.append(contentsOf: message.encodeFramed(with: encoder))
    defer { isEmptied = false }
    if isEmptied { used.store(true, ordering: .releasing) }
    return (true, isEmptied)
  }

  /// Takes all frames.
  func empty() -> [UInt8] {
    monitor.lock()
    defer { monitor.unlock() }
    isEmptied = true
    var taken: [UInt8] = []
    swap(&taken, &frames)
    return taken
  }
}
