internal import LintasMessages
internal import LintasProtobuf
internal import LintasRecords
internal import LintasStore

/// Cases in a change: a case is stored together with its indexes and its announcement, always.
extension Books {
  /// Stores a case after a step: the record, its indexes, and the step for those who watch. The
  /// change concerns the case.
  ///
  /// - Parameters:
  ///   - record: the case after the step.
  ///   - old: the case before it; nil if it is new.
  ///   - keys: the store's keys, for blind indexes.
  mutating func store(_ record: CaseRecord, replacing old: CaseRecord?, _ keys: StoreKeys) throws {
    let id = record.application.applicationID
    try put(.cases, id, record)
    try moveIndex(from: old.flatMap(Self.queueKey), to: Self.queueKey(record))
    if old == nil {
      try moveIndex(from: nil, to: Tables.casesByOwner.key(record.ownerAccountID, id))
      let person = keys.entry(.nik, record.application.form.person.nik)
      try moveIndex(from: nil, to: Tables.casesByPerson.key(person, id))
    }
    try announce(FeedPayload.topic(owner: record.ownerAccountID), record.latestStep)
    concerns(id)
  }

  /// The waiting case of an office with the earliest promised day, of those that were promised for
  /// one day the oldest; cases that `isSkipped` are passed over. Nil if none is left.
  func nextWaiting(
    office: String, _ isSkipped: (CaseRecord) throws -> Bool
  ) throws -> CaseRecord? {
    var range = Tables.queue.range(office)
    while let key = try firstKey(range) {
      let record = try get(.cases, Tables.queue.parts(of: key).2)
      if try !isSkipped(record) { return record }
      range = range.after(key)
    }
    return nil
  }

  /// The place of a case in the queue; nil unless it waits.
  private static func queueKey(_ record: CaseRecord) -> Key? {
    guard record.application.state == .submitted else { return nil }
    let application = record.application
    return Tables.queue.key(
      application.form.officeCode, record.dueDay, application.applicationID)
  }
}
