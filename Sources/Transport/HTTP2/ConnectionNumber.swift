internal import Synchronization

/// Numbers the connections of the process, and what else channelz shows, so that no two things have
/// one number.
public enum ConnectionNumber {
  private static let last = Atomic<UInt64>(0)

  /// The next number; the first is 1. From any thread.
  public static func next() -> UInt64 {
    last.add(1, ordering: .relaxed).newValue
  }
}
