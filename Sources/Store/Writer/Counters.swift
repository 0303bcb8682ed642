/// The counts behind `StoreStatistics`. The writer adds to them once a batch.
final class Counters: Sendable {
  private let counts = Locked(StoreStatistics())

  /// A copy of the counts.
  var current: StoreStatistics { counts.withLock { $0 } }

  /// Changes the counts.
  func update(_ body: (inout StoreStatistics) -> Void) { counts.withLock { body(&$0) } }
}
