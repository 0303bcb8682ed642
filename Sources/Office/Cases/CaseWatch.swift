internal import LintasRecords
internal import LintasProtobuf
internal import LintasStore

/// What happens to the applications of one owner, as it happens.
///
/// It registers for news first, reads second and waits third, so that nothing is missed between:
/// first the present state of all applications, then each step in the order of the commits. The
/// feed is in the store, so a watch can go on where another ended, also after a restart.
///
/// Used by one task at a time.
package struct CaseWatch {
  private let registry: Registry
  private let topic: Topic
  private let owner: String
  private let subscription: Subscription

  /// Number of the last step that was told, or of the state that was.
  package private(set) var position: UInt64

  /// A watch for the applications of an account, after a position; 0 begins with the present state.
  package init(_ registry: Registry, owner: String, after position: UInt64) {
    self.registry = registry
    self.owner = owner
    self.position = position
    topic = FeedPayload.topic(owner: owner)
    subscription = registry.subscribe(topic)
  }

  /// The present state of all applications, oldest first, each with its newest step; moves the
  /// position to where that state was read.
  ///
  /// - Throws: `Refusal.closing`; `StoreError`.
  package mutating func presentState() throws -> [CaseStep] {
    try registry.requireWatching()
    let (steps, position) = try registry.read { books in
      var ids: [String] = []
      try books.scan(Tables.casesByOwner.range(owner)) { key, _ in
        ids.append(try Tables.casesByOwner.parts(of: key).1)
        return .next
      }
      let steps = try ids.map { CaseStep(try books.get(.cases, $0).latestStep) }
      return (steps, try books.feedPosition())
    }
    self.position = position
    return steps
  }

  /// The next steps, at least one; waits for them.
  ///
  /// - Throws: `Refusal.closing` when the office closes; `Refusal.feedTrimmed` if steps after the
  ///   position are no longer kept, or the position is of another store; `CancellationError`.
  package mutating func next() async throws -> [(sequence: UInt64, step: CaseStep)] {
    while true {
      let page = try page()
      position = page.position
      if !page.entries.isEmpty {
        return try page.entries.map { ($0.sequence, CaseStep(try FeedPayload.step($0))) }
      }
      try await subscription.wait()
    }
  }

  private func page() throws -> FeedPage {
    try registry.requireWatching()
    do {
      return try registry.read { books in
        if position > (try books.feedPosition()) { throw Refusal.feedTrimmed }
        return try books.changes(about: topic, after: position)
      }
    } catch StoreError.feedTrimmed {
      throw Refusal.feedTrimmed
    }
  }
}
