internal import LintasProtobuf
internal import LintasRecords
internal import LintasStore
internal import LintasTestOffice

@testable internal import LintasOffice

/// What a test looks at behind the office's back.
extension TestOffice {
  /// The audit log, oldest first.
  func auditLog() throws -> [(number: UInt64, entry: AuditRecord)] {
    try registry.read { books in
      var log: [(UInt64, AuditRecord)] = []
      try books.scan(Tables.audit.range()) { key, value in
        let entry = try value.withUnsafeBytes {
          try StoredValue.record(AuditRecord.self, $0, at: Key(copying: key))
        }
        log.append((try Tables.audit.parts(of: key), entry))
        return .next
      }
      return log
    }
  }

  /// Every row of the office's tables and the feed's position.
  func contents() throws -> [[UInt8]: [UInt8]] {
    try registry.read { books in
      var rows: [[UInt8]: [UInt8]] = [[]: Array("\(try books.feedPosition())".utf8)]
      for range in Self.ranges {
        try books.scan(range) { key, value in
          rows[key.copyBytes()] = value.copyBytes()
          return .next
        }
      }
      return rows
    }
  }

  /// Keys of one table.
  func keys(_ range: KeyRange) throws -> [Key] {
    try registry.read { books in
      var keys: [Key] = []
      try books.scan(range) { key, _ in
        keys.append(Key(copying: key))
        return .next
      }
      return keys
    }
  }

  private static var ranges: [KeyRange] {
    [
      Tables.accounts.range(), Tables.accountsByNIK.range(), Tables.accountsByPhone.range(),
      Tables.accountsByName.range(), Tables.sessions.range(), Tables.sessionsByEnd.range(),
      Tables.cases.range(), Tables.casesByOwner.range(), Tables.queue.range(),
      Tables.casesByPerson.range(), Tables.idempotency.range(), Tables.idempotencyByEnd.range(),
      Tables.audit.range(), Tables.reference.range(), Tables.facts.range(),
      Tables.quizAttempts.range(), Tables.certificates.range(), Tables.certificatesByID.range(),
      Tables.feedback.range(), Tables.feedbackByTracking.range(),
      Tables.feedbackByReporter.range(), Tables.feedbackByOffice.range(), Tables.surveys.range(),
      Tables.satisfaction.range(),
      Tables.turnaround.range(), Tables.backlog.range(), Tables.counted.range(),
    ]
  }
}
