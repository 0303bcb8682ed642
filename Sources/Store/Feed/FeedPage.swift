/// A stretch of the feed, and where to go on.
package struct FeedPage: Sendable, Equatable {
  /// The entries, oldest first.
  package let entries: [FeedEntry]
  /// The number after which the next reading starts. When `entries` is short of the limit this is
  /// the number of the newest change of the snapshot, also where that has another topic, so that a
  /// quiet topic's subscriber does not fall behind what the feed keeps.
  package let position: UInt64
}
