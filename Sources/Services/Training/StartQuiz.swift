package import LintasMessages
internal import LintasOffice
internal import LintasProtobuf

extension TrainingDesk {
  /// Begins an attempt, or gives the one that is open.
  package func startQuiz(
    _ request: StartQuizRequest, by caller: Caller
  ) async throws -> StartQuizResponse {
    try await registry.write(.startQuiz, by: caller, answering: request) { [registry] books in
      let quiz = try registry.startQuiz(request.courseID, in: &books)
      return .with { $0.quiz = quiz }
    }
  }
}
