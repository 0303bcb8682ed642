/// Counts since the store was opened, and its state at the moment of asking.
package struct StoreStatistics: Sendable, Equatable {
  /// Commits that succeeded.
  package var commits: UInt64 = 0
  /// Commits that failed.
  package var failedCommits: UInt64 = 0
  /// Closures whose changes were committed.
  package var writes: UInt64 = 0
  /// Closures that threw.
  package var refusals: UInt64 = 0
  /// Closures that were not run because their task was cancelled while they waited.
  package var cancelled: UInt64 = 0
  /// Changes refused because the queue was full.
  package var busy: UInt64 = 0
  /// The largest number of closures that shared one commit.
  package var largestBatch = 0
  /// Changes that wait for the writer now.
  package var queued = 0
  /// Bytes of the map that were ever used, and its ceiling.
  package var mapUsed = 0
  /// The ceiling of the map in bytes.
  package var mapCeiling = 0

  /// How many closures shared a commit on average.
  package var writesPerCommit: Double { commits == 0 ? 0 : Double(writes) / Double(commits) }
  /// The used part of the map, 0 to 1.
  package var mapFill: Double { mapCeiling == 0 ? 0 : Double(mapUsed) / Double(mapCeiling) }
}
