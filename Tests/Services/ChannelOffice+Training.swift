internal import LintasClient
internal import LintasMessages
internal import LintasTestOffice

/// What officers learn, over a channel.
extension ChannelOffice {
  func listCourses(
    _ request: ListCoursesRequest, _ with: Credentials
  ) async throws -> ListCoursesResponse {
    try await call(with) { try await training.listCourses(request, options: $0) }
  }

  func getCourse(
    _ request: GetCourseRequest, _ with: Credentials
  ) async throws -> GetCourseResponse {
    try await call(with) { try await training.getCourse(request, options: $0) }
  }

  func startQuiz(
    _ request: StartQuizRequest, _ with: Credentials
  ) async throws -> StartQuizResponse {
    try await call(with) { try await training.startQuiz(request, options: $0) }
  }

  func submitQuiz(
    _ request: SubmitQuizRequest, _ with: Credentials
  ) async throws -> SubmitQuizResponse {
    try await call(with) { try await training.submitQuiz(request, options: $0) }
  }

  func getCertificate(
    _ request: GetCertificateRequest, _ with: Credentials
  ) async throws -> GetCertificateResponse {
    try await call(with) { try await training.getCertificate(request, options: $0) }
  }
}
