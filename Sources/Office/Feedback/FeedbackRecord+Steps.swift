package import LintasMessages
internal import LintasProtobuf
package import LintasRecords
internal import LintasStandard

/// The life of a thread. The rules change the record in memory and nothing else.
///
/// ```
///           office replies            a reply closes
///        ┌──────────────▶ answered ──────────┐
///  open ─┤                   │               ├──▶ closed
///    ▲   └───────────────────┼───────────────┘
///    └───────────────────────┘
///         reporter replies
/// ```
/// Time alone never moves a thread: silence does not close it.
extension FeedbackRecord {
  /// A new thread with the reporter's words as its first message.
  ///
  /// - Parameters:
  ///   - request: the report, already checked.
  ///   - id: the thread's identifier.
  ///   - application: canonical identifier of the application that it is about; empty if none.
  ///   - reporter: the reporter's account; empty if anonymous.
  package static func submitted(
    _ request: SubmitFeedbackRequest, id: Identifier, application: String, reporter: String,
    at now: Moment
  ) -> FeedbackRecord {
    var record = FeedbackRecord()
    record.reporterAccountID = reporter
    record.feedback.feedbackID = id.text
    record.feedback.officeCode = request.officeCode
    record.feedback.feedbackClass = request.feedbackClass
    record.feedback.applicationID = application
    record.feedback.anonymous = reporter.isEmpty
    record.feedback.state = .open
    record.feedback.submittedAt = now.timestamp
    record.append(request.text, from: .reporter, by: reporter, at: now)
    return record
  }

  /// Adds a message.
  ///
  /// - Parameters:
  ///   - text: what is written.
  ///   - side: whose message it is.
  ///   - account: the account that writes; empty if anonymous.
  ///   - closes: whether the thread ends with it.
  /// - Throws: `Refusal.feedbackClosed`; `Refusal.permissionDenied` for the inspectorate, which
  ///   only reads.
  package mutating func reply(
    _ text: String, from side: FeedbackSide, by account: String, closes: Bool, at now: Moment
  ) throws(Refusal) {
    if side == .inspectorate { throw .permissionDenied }
    guard feedback.state != .closed else { throw .feedbackClosed(feedback.feedbackID) }
    append(text, from: side, by: account, at: now)
    feedback.state = closes ? .closed : side == .reporter ? .open : .answered
    if closes { feedback.closedAt = now.timestamp }
  }

  private mutating func append(
    _ text: String, from side: FeedbackSide, by account: String, at now: Moment
  ) {
    let number = feedback.messageCount + 1
    let role = side.role(anonymous: feedback.anonymous)
    feedback.messageCount = number
    feedback.messages.append { message in
      message.number = number
      message.at = now.timestamp
      message.role = role
      message.text = text
    }
    acts.append { act in
      act.number = number
      act.accountID = account
    }
  }
}
