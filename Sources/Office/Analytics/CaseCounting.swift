internal import LintasStore

/// Counts the cases beside the calls: reads the changes in the order of their commits, from where
/// it stopped, and adds them to the numbers that AnalyticsService tells.
///
/// **Exactly once.** What changes add and the position up to which they are counted are written in
/// one transaction, and only if the stored position is still the one that they were read after.
/// So a crash at any moment, between reading and writing too, loses nothing and doubles nothing,
/// and two of these beside each other would count no change twice.
///
/// **Beside the calls.** It reads in snapshots on its own task, and what it writes is a few small
/// rows. After a stretch of changes it pauses, so a busy office pays a few commits a second for all
/// of its counting, and the first change after a silence is counted at once.
package struct CaseCounting: Sendable {
  /// How many changes are counted in one transaction.
  private static let stretch = 1000

  private let registry: Registry
  private let pause: Duration
  private let subscription: Subscription

  /// The counting of an office.
  ///
  /// - Parameters:
  ///   - registry: the office.
  ///   - pause: for how long to let changes gather after a stretch of them.
  package init(_ registry: Registry, pause: Duration = .milliseconds(250)) {
    self.registry = registry
    self.pause = pause
    subscription = registry.subscribeToEverything()
  }

  /// Counts until the task is cancelled. One task at a time.
  ///
  /// - Throws: `CancellationError`; `StoreError`; `RegistryError.damaged`. It can be called again.
  package func run() async throws {
    while true {
      let count = try await registry.countChanges(limit: Self.stretch)
      if count == 0 {
        try await subscription.wait()
      } else if count < Self.stretch {
        try await Task.sleep(for: pause)
      }
    }
  }
}
