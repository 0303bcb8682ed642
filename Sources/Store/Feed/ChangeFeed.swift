/// The store's feed of announced changes.
///
/// A change is announced in the transaction that makes it (`WriteTransaction.announce`), so the
/// feed holds exactly what was committed, numbered without gaps, and survives a restart. It is read
/// in a snapshot (`changes(about:after:)`, `feedPosition`), and waited for with a subscription.
package struct ChangeFeed: Sendable {
  private let signals: FeedSignals

  init(_ signals: FeedSignals) { self.signals = signals }

  /// Registers for news about the topics; callable from any thread.
  package func subscribe(_ topics: [Topic]) -> Subscription {
    Subscription(signals, .topics(topics))
  }

  /// Registers for news about every topic; callable from any thread. For who reads the feed as a
  /// whole, with `changes(after:)`.
  package func subscribeToEverything() -> Subscription { Subscription(signals, .everything) }

  /// Wakes who waits for the topic, without a change: nothing is written. Callable from any thread.
  package func wake(_ topic: Topic) { signals.raise(CollectionOfOne(topic)) }
}
