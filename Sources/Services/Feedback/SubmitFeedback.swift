package import LintasMessages
internal import LintasOffice
internal import LintasProtobuf

extension FeedbackDesk {
  /// Opens a thread; answered when it is on disk.
  package func submitFeedback(
    _ request: SubmitFeedbackRequest, by caller: Caller
  ) async throws -> SubmitFeedbackResponse {
    let reporter = request.anonymous ? caller.withoutAccount : caller
    return try await registry.write(.submitFeedback, by: reporter, answering: request) {
      [registry] books in
      let (feedback, number) = try registry.open(request, in: &books)
      return .with {
        $0.feedback = feedback
        $0.trackingNumber = number
      }
    }
  }
}
