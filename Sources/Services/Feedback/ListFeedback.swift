package import LintasMessages
internal import LintasOffice
internal import LintasProtobuf

extension FeedbackDesk {
  /// How many threads a page has if the caller does not say.
  private static let usualPage = 20

  /// How many threads a page has at most.
  private static let largestPage = 100

  /// Lists the threads of the caller's office, or the caller's own, newest first.
  package func listFeedback(
    _ request: ListFeedbackRequest, by caller: Caller
  ) throws -> ListFeedbackResponse {
    let asked = request.pageSize > 0 ? Int(request.pageSize) : Self.usualPage
    let (page, next) = try registry.feedback(
      for: caller, size: min(asked, Self.largestPage), token: request.pageToken)
    return .with {
      for feedback in page { $0.feedback.append(feedback) }
      $0.nextPageToken = next
    }
  }
}
