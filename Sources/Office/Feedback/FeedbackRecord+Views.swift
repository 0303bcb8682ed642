package import LintasMessages
internal import LintasProtobuf
package import LintasRecords
internal import LintasStandard

/// What others see of a thread. The reporter's account is never among it.
extension FeedbackRecord {
  /// The thread's identifier.
  package var identifier: String { feedback.feedbackID }

  /// The thread with its clocks.
  ///
  /// - Parameters:
  ///   - rules: the rules in force, with those that held on the day of the report.
  ///   - today: the day on which the clocks are read.
  ///   - messages: whether the messages stand in it.
  /// - Throws: `Refusal.ruleMissing` if the class had no deadlines on the day of the report.
  package func view(
    by rules: ReferenceBook, on today: CivilDate, messages: Bool = true
  ) throws(Refusal) -> Feedback {
    var view = feedback
    let firstReply = feedback.messages.first { $0.role == .officer || $0.role == .head }
      .map { $0.at.moment.officeDay }
    let closed = feedback.hasClosedAt ? feedback.closedAt.moment.officeDay : nil
    view.firstReply = try clock(.firstReply, by: rules)
      .reading(stopped: firstReply ?? closed, today: today)
    view.resolution = try clock(.resolution, by: rules).reading(stopped: closed, today: today)
    if !messages { view.messages.removeAll() }
    return view
  }

  private func clock(
    _ deadline: FeedbackDeadline, by rules: ReferenceBook
  ) throws(Refusal) -> FeedbackClock {
    let start = feedback.submittedAt.moment.officeDay
    let key = feedback.feedbackClass.key(of: deadline)
    guard let key, let row = rules.deadlines.row(key, on: start) else {
      throw .ruleMissing("deadline")
    }
    return FeedbackClock(row, from: start, calendar: rules.calendar)
  }
}
