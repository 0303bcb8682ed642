/// A stretch of the changes, counted in memory and not written yet.
package struct CountedChanges: Sendable {
  /// Number of the last change before them: what was written when they were read.
  let start: UInt64

  /// Number of the last of them.
  let end: UInt64

  /// What they add.
  let numbers: CaseNumbers

  /// Whether no change was there.
  package var isEmpty: Bool { end == start }
}
