package import LintasMessages
internal import LintasInterfaces
internal import LintasTrainingService

/// What officers learn, by direct call.
extension DirectOffice {
  package func listCourses(
    _ request: ListCoursesRequest, _ with: Credentials
  ) async throws -> ListCoursesResponse {
    try await enter(TrainingServiceMethods.listCourses, request, with) {
      try office.desks.training.listCourses(request, by: $0)
    }
  }

  package func getCourse(
    _ request: GetCourseRequest, _ with: Credentials
  ) async throws -> GetCourseResponse {
    try await enter(TrainingServiceMethods.getCourse, request, with) {
      try office.desks.training.getCourse(request, by: $0)
    }
  }

  package func startQuiz(
    _ request: StartQuizRequest, _ with: Credentials
  ) async throws -> StartQuizResponse {
    try await enter(TrainingServiceMethods.startQuiz, request, with) {
      try await office.desks.training.startQuiz(request, by: $0)
    }
  }

  package func submitQuiz(
    _ request: SubmitQuizRequest, _ with: Credentials
  ) async throws -> SubmitQuizResponse {
    try await enter(TrainingServiceMethods.submitQuiz, request, with) {
      try await office.desks.training.submitQuiz(request, by: $0)
    }
  }

  package func getCertificate(
    _ request: GetCertificateRequest, _ with: Credentials
  ) async throws -> GetCertificateResponse {
    try await enter(TrainingServiceMethods.getCertificate, request, with) {
      try await office.desks.training.getCertificate(request, by: $0)
    }
  }
}
