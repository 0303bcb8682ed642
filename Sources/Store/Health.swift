internal import Synchronization

/// Whether the store still answers. It goes from well to failed once, and never back.
final class Health: Sendable {
  private let isFailed = Atomic<Bool>(false)
  private let failure = Locked<StoreError?>(nil)

  /// Throws the failure, if there was one.
  func check() throws(StoreError) {
    guard isFailed.load(ordering: .acquiring) else { return }
    if let failure = failure.withLock({ $0 }) { throw failure }
  }

  /// Marks the store as failed; true for the first failure only.
  func fail(_ error: StoreError) -> Bool {
    let isFirst = failure.withLock { failure in
      defer { failure = failure ?? error }
      return failure == nil
    }
    isFailed.store(true, ordering: .releasing)
    return isFirst
  }
}
