internal import LintasProtobuf
internal import LintasRecords
internal import LintasStore

/// What the change feed carries about cases: an ApplicationStepRecord, stored as records are.
enum FeedPayload {
  private static let table = Table<[UInt8]>(31, "feed_payloads")

  /// The place that a payload's seal is bound to. Entries get their number only when they are
  /// written, so it is the topic.
  static func place(_ topic: Topic) -> Key { table.key(topic.bytes) }

  /// The topic under which watches are woken when the office closes.
  static let closing = Topic("closing")

  /// The topic of all that happens to an account's applications.
  static func topic(owner: String) -> Topic { Topic(owners + owner) }

  /// Whether what is announced under a topic is a step of a case.
  static func isAboutCases(_ topic: Topic) -> Bool { topic.bytes.starts(with: owners.utf8) }

  private static let owners = "owner/"

  /// The step of a feed entry.
  static func step(_ entry: FeedEntry) throws -> ApplicationStepRecord {
    try entry.payload.withUnsafeBytes {
      try StoredValue.record(ApplicationStepRecord.self, $0, at: place(entry.topic))
    }
  }
}
