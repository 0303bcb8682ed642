internal import LintasFeedbackService
internal import LintasInterfaces
package import LintasMessages

/// The feedback service by direct call.
extension DirectOffice: FeedbackConnection {
  package func submitFeedback(
    _ request: SubmitFeedbackRequest, _ with: Credentials
  ) async throws -> SubmitFeedbackResponse {
    try await enter(FeedbackServiceMethods.submitFeedback, request, with) {
      try await office.feedbackDesk.submitFeedback(request, by: $0)
    }
  }

  package func getFeedback(
    _ request: GetFeedbackRequest, _ with: Credentials
  ) async throws -> GetFeedbackResponse {
    try await enter(FeedbackServiceMethods.getFeedback, request, with) {
      try await office.feedbackDesk.getFeedback(request, by: $0)
    }
  }

  package func replyToFeedback(
    _ request: ReplyToFeedbackRequest, _ with: Credentials
  ) async throws -> ReplyToFeedbackResponse {
    try await enter(FeedbackServiceMethods.replyToFeedback, request, with) {
      try await office.feedbackDesk.replyToFeedback(request, by: $0)
    }
  }

  package func listFeedback(
    _ request: ListFeedbackRequest, _ with: Credentials
  ) async throws -> ListFeedbackResponse {
    try await enter(FeedbackServiceMethods.listFeedback, request, with) {
      try office.feedbackDesk.listFeedback(request, by: $0)
    }
  }

  package func submitSurvey(
    _ request: SubmitSurveyRequest, _ with: Credentials
  ) async throws -> SubmitSurveyResponse {
    try await enter(FeedbackServiceMethods.submitSurvey, request, with) {
      try await office.feedbackDesk.submitSurvey(request, by: $0)
    }
  }

  package func getSatisfactionIndex(
    _ request: GetSatisfactionIndexRequest, _ with: Credentials
  ) async throws -> GetSatisfactionIndexResponse {
    try await enter(FeedbackServiceMethods.getSatisfactionIndex, request, with) {
      try office.feedbackDesk.getSatisfactionIndex(request, by: $0)
    }
  }
}
