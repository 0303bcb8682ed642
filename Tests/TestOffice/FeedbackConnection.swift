package import LintasMessages

/// The feedback service as a caller reaches it, at whatever depth; see `OfficeConnection`.
package protocol FeedbackConnection: Sendable {
  /// `FeedbackService.SubmitFeedback`.
  func submitFeedback(
    _ request: SubmitFeedbackRequest, _ with: Credentials
  ) async throws -> SubmitFeedbackResponse

  /// `FeedbackService.GetFeedback`.
  func getFeedback(
    _ request: GetFeedbackRequest, _ with: Credentials
  ) async throws -> GetFeedbackResponse

  /// `FeedbackService.ReplyToFeedback`.
  func replyToFeedback(
    _ request: ReplyToFeedbackRequest, _ with: Credentials
  ) async throws -> ReplyToFeedbackResponse

  /// `FeedbackService.ListFeedback`.
  func listFeedback(
    _ request: ListFeedbackRequest, _ with: Credentials
  ) async throws -> ListFeedbackResponse

  /// `FeedbackService.SubmitSurvey`.
  func submitSurvey(
    _ request: SubmitSurveyRequest, _ with: Credentials
  ) async throws -> SubmitSurveyResponse

  /// `FeedbackService.GetSatisfactionIndex`.
  func getSatisfactionIndex(
    _ request: GetSatisfactionIndexRequest, _ with: Credentials
  ) async throws -> GetSatisfactionIndexResponse
}
