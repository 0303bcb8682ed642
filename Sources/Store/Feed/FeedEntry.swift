/// One announced change.
package struct FeedEntry: Sendable, Equatable {
  /// Its number: 1 for the first change of a store, then without gaps, in the order of commits.
  package let sequence: UInt64
  /// What it is about.
  package let topic: Topic
  /// What the application said of it.
  package let payload: [UInt8]
}

/// A stretch of the feed, and where to go on.
package struct FeedPage: Sendable, Equatable {
  /// The entries, oldest first.
  package let entries: [FeedEntry]
  /// The number after which the next reading starts. When `entries` is short of the limit this is
  /// the number of the newest change of the snapshot, also where that has another topic, so that a
  /// quiet topic's subscriber does not fall behind what the feed keeps.
  package let position: UInt64
}
