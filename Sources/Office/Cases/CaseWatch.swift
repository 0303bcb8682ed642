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
  private let ends: Moment?

  /// What has to ring beside the watch, so that it ends with the session also if nothing happens;
  /// nil if it has no end.
  package let alarm: WatchAlarm?

  /// Number of the last step that was told, or of the state that was.
  package private(set) var position: UInt64

  /// A watch for the applications of an account, after a position; 0 begins with the present state.
  ///
  /// - Parameter ends: when the caller's session ends and the watch with it; nil for never.
  package init(
    _ registry: Registry, owner: String, after position: UInt64, until ends: Moment? = nil
  ) {
    self.registry = registry
    self.owner = owner
    self.position = position
    topic = FeedPayload.topic(owner: owner)
    subscription = registry.subscribe(topic)
    self.ends = ends
    alarm = ends.map { [topic] in WatchAlarm(at: $0, wakes: topic, of: registry) }
  }

  /// The present state of all applications, oldest first, each with its newest step; moves the
  /// position to where that state was read.
  ///
  /// - Throws: `Refusal.closing`; `Refusal.unauthenticated` after the session's end; `StoreError`.
  package mutating func presentState() throws -> [CaseStep] {
    try requireOpen()
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
  /// - Throws: `Refusal.closing` when the office closes; `Refusal.unauthenticated` when the session
  ///   ends; `Refusal.feedTrimmed` if steps after the
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

  private func requireOpen() throws(Refusal) {
    try registry.requireWatching()
    if let ends, registry.now >= ends { throw .unauthenticated }
  }

  private func page() throws -> FeedPage {
    try requireOpen()
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
