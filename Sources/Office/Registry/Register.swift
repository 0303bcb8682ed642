package import LintasProtobuf
package import LintasRecords
internal import LintasStore

/// A typed table of records by identifier: what `books.get` and `books.put` take.
package struct Register<Record: Message>: Sendable {
  let table: Table<String>

  init(_ table: Table<String>) {
    self.table = table
  }
}

extension Register<AccountRecord> {
  /// Accounts of citizens and officers.
  package static var accounts: Register<AccountRecord> { Register(Tables.accounts) }
}

extension Register<CaseRecord> {
  /// Applications and what the office keeps beside them.
  package static var cases: Register<CaseRecord> { Register(Tables.cases) }
}

extension Register<FeedbackRecord> {
  /// Threads of feedback.
  package static var feedback: Register<FeedbackRecord> { Register(Tables.feedback) }
}

extension Register<SurveyRecord> {
  /// Surveys by application.
  package static var surveys: Register<SurveyRecord> { Register(Tables.surveys) }
}
