package import LintasMessages
internal import LintasOffice
internal import LintasProtobuf

extension TrainingDesk {
  /// Ends an attempt and says how it went.
  package func submitQuiz(
    _ request: SubmitQuizRequest, by caller: Caller
  ) async throws -> SubmitQuizResponse {
    try await registry.write(.submitQuiz, by: caller, answering: request) { [registry] books in
      try registry.submitQuiz(request, in: &books)
    }
  }
}
