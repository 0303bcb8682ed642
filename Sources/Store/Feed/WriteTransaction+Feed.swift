extension WriteTransaction {
  /// Announces a change: it gets the next number of the feed and is written in this transaction;
  /// after the commit everybody who waits for the topic wakes. Returns the number.
  ///
  /// Throws `StoreError.keyTooLong` for a topic that does not fit in a key.
  @discardableResult
  package mutating func announce(
    _ topic: Topic, _ payload: RawSpan
  ) throws -> UInt64 {
    let number = feed.next
    try put(FeedTables.topics.key(topic.bytes, number), [])
    try put(FeedTables.entries.key(number), FeedTables.encode(topic, payload))
    feed.next &+= 1
    announced.append(topic)
    try trimFeed()
    return number
  }

  /// Announces a change whose payload is an array.
  @discardableResult
  package mutating func announce(_ topic: Topic, _ payload: [UInt8]) throws -> UInt64 {
    try announce(topic, payload.span.bytes)
  }

  /// Removes up to two entries beyond what the feed keeps. One for each announcement holds the
  /// length; the second lets a feed whose configured length was lowered shrink step by step.
  private mutating func trimFeed() throws {
    for _ in 0..<2 where feed.next &- feed.oldest > max(feedRetention, 1) {
      let key = FeedTables.entries.key(feed.oldest)
      var topic: Topic?
      if let value = try get(key) {
        topic = try FeedTables.decode(value, sequence: feed.oldest).topic
      }
      if let topic {
        try delete(FeedTables.topics.key(topic.bytes, feed.oldest))
        try delete(key)
      }
      feed.oldest &+= 1
    }
  }
}
