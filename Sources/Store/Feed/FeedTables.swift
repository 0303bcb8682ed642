/// The feed's tables.
///
/// | table        | key               | value                                             |
/// |--------------|-------------------|---------------------------------------------------|
/// | `entries`    | sequence          | count of the topic's bytes (2), topic, payload    |
/// | `topics`     | topic, sequence   | empty                                             |
enum FeedTables {
  static let entries = Table<UInt64>(reserved: 1, "feed_entries")
  static let topics = Table<[UInt8], UInt64>(reserved: 2, "feed_topics")

  /// The value of an entry. The topic is at most `UInt16.max` bytes, which its key sees to.
  static func encode(_ topic: Topic, _ payload: RawSpan) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(2 + topic.bytes.count + payload.byteCount)
    bytes.append(UInt8(truncatingIfNeeded: topic.bytes.count >> 8))
    bytes.append(UInt8(truncatingIfNeeded: topic.bytes.count))
    bytes.append(contentsOf: topic.bytes)
    unsafe payload.withUnsafeBytes { unsafe bytes.append(contentsOf: $0) }
    return bytes
  }

  /// The entry of a stored value. Throws `StoreError.keyMalformed` for bytes that are none.
  static func decode(_ value: RawSpan, sequence: UInt64) throws(StoreError) -> FeedEntry {
    let bytes = value.copyBytes()
    guard bytes.count >= 2 else { throw .keyMalformed }
    let end = 2 + (Int(bytes[0]) << 8 | Int(bytes[1]))
    guard bytes.count >= end else { throw .keyMalformed }
    return FeedEntry(
      sequence: sequence, topic: Topic(Array(bytes[2..<end])), payload: Array(bytes[end...]))
  }
}
