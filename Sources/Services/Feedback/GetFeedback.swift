package import LintasMessages
internal import LintasOffice
internal import LintasProtobuf

extension FeedbackDesk {
  /// Returns a thread; to the office when its look is recorded. The reporter's own is no look.
  package func getFeedback(
    _ request: GetFeedbackRequest, by caller: Caller
  ) async throws -> GetFeedbackResponse {
    let target = try FeedbackTarget(
      identifier: request.feedbackID, tracking: request.trackingNumber)
    let rules = try registry.rules()
    let today = registry.now.officeDay
    let (record, side) = try registry.read { try registry.thread(target, for: caller, in: $0) }
    if side == .reporter {
      let feedback = try record.view(by: rules, on: today)
      return .with { $0.feedback = feedback }
    }
    return try await registry.look(
      .lookAtFeedback, at: record.identifier, by: caller, purpose: .complaint
    ) {
      let feedback = try registry.thread(target, for: caller, in: $0).record
        .view(by: rules, on: today)
      return .with { $0.feedback = feedback }
    }
  }
}
