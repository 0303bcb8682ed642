/// A place in the queue for news about topics, from `ChangeFeed.subscribe` until it is let go.
///
/// Commits after `subscribe` wake it. So subscribe first, read second, wait third, and again:
///
/// ```swift
/// let subscription = store.feed.subscribe([topic])
/// while true {
///   let page = try store.read { try $0.changes(about: topic, after: position) }
///   position = page.position
///   …
///   if page.entries.isEmpty { try await subscription.wait() }
/// }
/// ```
package final class Subscription: Sendable {
  private let signal = Signal()
  private let signals: FeedSignals
  private let interest: FeedInterest

  init(_ signals: FeedSignals, _ interest: FeedInterest) {
    self.signals = signals
    self.interest = interest
    signals.add(signal, interest)
  }

  deinit { signals.remove(signal, interest) }

  /// Waits until a change about one of the topics was committed since `subscribe` or since the
  /// last wait returned. It may also return without one; the feed says what there is. When the
  /// store fails or closes it returns, and the next reading throws.
  ///
  /// One task at a time may wait. Throws `CancellationError`.
  package nonisolated(nonsending) func wait() async throws { try await signal.wait() }
}
