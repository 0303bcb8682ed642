/// One announced change.
package struct FeedEntry: Sendable, Equatable {
  /// Its number: 1 for the first change of a store, then without gaps, in the order of commits.
  package let sequence: UInt64
  /// What it is about.
  package let topic: Topic
  /// What the application said of it.
  package let payload: [UInt8]
}
