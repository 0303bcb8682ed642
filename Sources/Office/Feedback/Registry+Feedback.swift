package import LintasMessages
internal import LintasProtobuf
package import LintasRecords
package import LintasStore

/// What can be done with threads, each in one transaction.
extension Registry {
  /// Opens a thread for the caller, who is anonymous without an account.
  ///
  /// - Returns: the thread, and the tracking number of an anonymous one, of which a keyed hash
  ///   is kept.
  /// - Throws: `Refusal.invalid` for an unknown office, an application without an account, or an
  ///   application of another office; `Refusal.notFound` if the application is not the caller's;
  ///   `Refusal.ruleMissing`.
  package func open(
    _ request: SubmitFeedbackRequest, in books: inout Books
  ) throws -> (feedback: Feedback, trackingNumber: String) {
    let rules = try books.rules()
    let reporter = books.caller.accountID
    var violations = FeedbackRules(rules, on: books.today).report(request)
    if reporter.isEmpty, !request.anonymous, !request.applicationID.isEmpty {
      violations.append(FeedbackRules.anonymousApplication)
    }
    if !violations.isEmpty { throw Refusal.invalid(violations) }
    let application = try Self.application(of: request, in: books)
    let record = FeedbackRecord.submitted(
      request, id: books.newIdentifier(), application: application, reporter: reporter,
      at: books.now)
    let view = try record.view(by: rules, on: books.today)
    try books.store(record)
    try books.index(record)
    if !reporter.isEmpty { return (view, "") }
    let number = books.newIdentifier().text
    let entry = Tables.feedbackByTracking.key(keys.entry(.trackingNumber, number))
    try books.moveUniqueIndex(
      from: nil, to: entry, row: Tables.feedback.key(record.feedback.feedbackID))
    return (view, number)
  }

  /// Adds a message to a thread; `actor(_:)` of the target has made the caller.
  ///
  /// - Returns: the thread after it.
  /// - Throws: as `thread` and `FeedbackRecord.reply`.
  package func reply(
    _ request: ReplyToFeedbackRequest, to target: FeedbackTarget, in books: inout Books
  ) throws -> Feedback {
    let caller = books.caller
    var (record, side) = try thread(target, for: caller, in: books)
    try record.reply(
      request.text, from: side, by: caller.accountID, closes: request.closes, at: books.now)
    try books.store(record)
    return try record.view(by: books.rules(), on: books.today)
  }

  /// A thread and the side on which the caller stands in it.
  ///
  /// - Throws: `Refusal.notFound` if there is none or it is not for this caller;
  ///   `Refusal.ownFeedback` for the own report of an officer who does not come as its reporter.
  package func thread(
    _ target: FeedbackTarget, for caller: Caller, in snapshot: borrowing some Snapshot & ~Copyable
  ) throws -> (record: FeedbackRecord, side: FeedbackSide) {
    switch target {
    case .tracking(let number):
      let entry = Tables.feedbackByTracking.key(keys.entry(.trackingNumber, number))
      guard let id = try snapshot.identifier(entry, in: Tables.feedback) else {
        throw Refusal.notFound(number)
      }
      return (try snapshot.get(.feedback, id), .reporter)
    case .identifier(let id):
      let record = try snapshot.get(.feedback, id)
      return (record, try Self.side(of: caller, in: record, snapshot))
    }
  }

  private static func side(
    of caller: Caller, in record: FeedbackRecord, _ snapshot: borrowing some Snapshot & ~Copyable
  ) throws -> FeedbackSide {
    let feedback = record.feedback
    let reporter = record.reporterAccountID
    if !reporter.isEmpty, reporter == caller.accountID { return .reporter }
    guard caller.officeCode == feedback.officeCode,
      let side = FeedbackSide.ofStaff(caller, in: feedback.feedbackClass)
    else { throw Refusal.notFound(feedback.feedbackID) }
    if let reporter = try snapshot.find(.accounts, reporter),
      reporter.nik == (try snapshot.get(.accounts, caller.accountID)).nik
    {
      throw Refusal.ownFeedback
    }
    return side
  }

  /// The application that a report is about: the caller's own, of the office that it is addressed
  /// to. Empty if it names none.
  private static func application(
    of request: SubmitFeedbackRequest, in books: borrowing Books
  ) throws -> String {
    if request.applicationID.isEmpty { return "" }
    let id = try Identifier.canonical(request.applicationID)
    let record = try books.get(.cases, id)
    guard record.ownerAccountID == books.caller.accountID else { throw Refusal.notFound(id) }
    guard record.application.form.officeCode == request.officeCode else {
      throw Refusal.invalid([
        Violation(path: "office_code", rule: "feedback.office_of_application")
      ])
    }
    return id
  }
}

extension Books {
  /// Stores a thread after a step. The change concerns it.
  fileprivate mutating func store(_ record: FeedbackRecord) throws {
    try put(.feedback, record.feedback.feedbackID, record)
    concerns(record.feedback.feedbackID)
  }

  /// Makes a new thread findable for its office, and for its reporter.
  fileprivate mutating func index(_ record: FeedbackRecord) throws {
    let feedback = record.feedback
    let id = feedback.feedbackID
    try moveIndex(from: nil, to: Tables.feedbackByOffice.key(feedback.officeCode, id))
    if !record.reporterAccountID.isEmpty {
      try moveIndex(from: nil, to: Tables.feedbackByReporter.key(record.reporterAccountID, id))
    }
  }
}
