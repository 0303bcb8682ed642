internal import LintasClient
internal import LintasMessages
internal import LintasTestOffice

/// The feedback service over a channel.
extension ChannelOffice: FeedbackConnection {
  func submitFeedback(
    _ request: SubmitFeedbackRequest, _ with: Credentials
  ) async throws -> SubmitFeedbackResponse {
    try await call(with) { try await feedback.submitFeedback(request, options: $0) }
  }

  func getFeedback(
    _ request: GetFeedbackRequest, _ with: Credentials
  ) async throws -> GetFeedbackResponse {
    try await call(with) { try await feedback.getFeedback(request, options: $0) }
  }

  func replyToFeedback(
    _ request: ReplyToFeedbackRequest, _ with: Credentials
  ) async throws -> ReplyToFeedbackResponse {
    try await call(with) { try await feedback.replyToFeedback(request, options: $0) }
  }

  func listFeedback(
    _ request: ListFeedbackRequest, _ with: Credentials
  ) async throws -> ListFeedbackResponse {
    try await call(with) { try await feedback.listFeedback(request, options: $0) }
  }

  func submitSurvey(
    _ request: SubmitSurveyRequest, _ with: Credentials
  ) async throws -> SubmitSurveyResponse {
    try await call(with) { try await feedback.submitSurvey(request, options: $0) }
  }

  func getSatisfactionIndex(
    _ request: GetSatisfactionIndexRequest, _ with: Credentials
  ) async throws -> GetSatisfactionIndexResponse {
    try await call(with) { try await feedback.getSatisfactionIndex(request, options: $0) }
  }
}
