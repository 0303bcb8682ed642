package import LintasMessages
internal import LintasOffice
internal import LintasProtobuf

extension FeedbackDesk {
  /// Stores the answers about an own decided case.
  package func submitSurvey(
    _ request: SubmitSurveyRequest, by caller: Caller
  ) async throws -> SubmitSurveyResponse {
    let id = try Identifier.canonical(request.applicationID)
    return try await registry.write(.submitSurvey, by: caller, answering: request) {
      [registry] books in
      try registry.survey(Array(request.answers), about: id, in: &books)
      return .init()
    }
  }
}
