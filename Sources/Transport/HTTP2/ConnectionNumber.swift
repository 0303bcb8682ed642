internal import Synchronization

/// Numbers the connections of the process, for logs and channelz.
enum ConnectionNumber {
  private static let last = Atomic<UInt64>(0)

  /// The next number; the first is 1. From any thread.
  static func next() -> UInt64 {
    last.add(1, ordering: .relaxed).newValue
  }
}
