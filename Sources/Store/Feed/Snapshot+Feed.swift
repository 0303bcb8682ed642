extension Snapshot where Self: ~Copyable {
  /// The number of the newest change that this snapshot contains, 0 before the first one.
  ///
  /// Who reads the whole state in this snapshot goes on with the changes after this number and
  /// misses none.
  package borrowing func feedPosition() throws -> UInt64 {
    try FeedWindow(of: self).next &- 1
  }

  /// The changes about `topic` after number `position`, at most `limit` of them.
  ///
  /// Throws `StoreError.feedTrimmed` when changes after `position` may be missing because the feed
  /// no longer keeps them.
  package borrowing func changes(
    about topic: Topic, after position: UInt64, limit: Int = 100
  ) throws -> FeedPage {
    let window = try checkedWindow(after: position)
    guard position < .max else { return FeedPage(entries: [], position: position) }
    let range = FeedTables.topics.range(topic.bytes)
      .from(FeedTables.topics.key(topic.bytes, position + 1))
    var numbers: [UInt64] = []
    try scan(range, .forward) { key, _ in
      guard numbers.count < limit else { return .stop }
      try numbers.append(FeedTables.topics.parts(of: key).1)
      return .next
    }
    var entries: [FeedEntry] = []
    entries.reserveCapacity(numbers.count)
    for number in numbers {
      guard let value = try get(FeedTables.entries.key(number)) else { continue }
      try entries.append(FeedTables.decode(value, sequence: number))
    }
    return page(entries, limit: limit, after: position, window)
  }

  /// The changes about anything after number `position`, at most `limit` of them.
  ///
  /// Throws `StoreError.feedTrimmed` as above.
  package borrowing func changes(after position: UInt64, limit: Int = 100) throws -> FeedPage {
    let window = try checkedWindow(after: position)
    guard position < .max else { return FeedPage(entries: [], position: position) }
    var entries: [FeedEntry] = []
    let range = FeedTables.entries.range().from(FeedTables.entries.key(position + 1))
    try scan(range, .forward) { key, value in
      guard entries.count < limit else { return .stop }
      let number = try FeedTables.entries.parts(of: key)
      try entries.append(FeedTables.decode(value, sequence: number))
      return .next
    }
    return page(entries, limit: limit, after: position, window)
  }

  private borrowing func checkedWindow(after position: UInt64) throws -> FeedWindow {
    let window = try FeedWindow(of: self)
    if position < window.oldest &- 1 { throw StoreError.feedTrimmed(oldest: window.oldest) }
    return window
  }

  private borrowing func page(
    _ entries: [FeedEntry], limit: Int, after position: UInt64, _ window: FeedWindow
  ) -> FeedPage {
    let full = entries.count >= limit
    let end = full ? entries.last?.sequence ?? position : window.next &- 1
    return FeedPage(entries: entries, position: max(position, end))
  }
}
