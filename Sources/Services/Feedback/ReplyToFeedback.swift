package import LintasMessages
internal import LintasOffice
internal import LintasProtobuf

extension FeedbackDesk {
  /// Adds a message to a thread, from either side, and closes it if that is said.
  package func replyToFeedback(
    _ request: ReplyToFeedbackRequest, by caller: Caller
  ) async throws -> ReplyToFeedbackResponse {
    let target = try FeedbackTarget(
      identifier: request.feedbackID, tracking: request.trackingNumber)
    return try await registry.write(
      .replyToFeedback, by: target.actor(caller), answering: request
    ) { [registry] books in
      let feedback = try registry.reply(request, to: target, in: &books)
      return .with { $0.feedback = feedback }
    }
  }
}
