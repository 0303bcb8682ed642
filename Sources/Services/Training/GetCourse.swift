package import LintasMessages
internal import LintasOffice

extension TrainingDesk {
  /// Returns a course, what it teaches, and the caller's open quiz.
  package func getCourse(
    _ request: GetCourseRequest, by caller: Caller
  ) throws -> GetCourseResponse {
    try registry.course(request.courseID, for: caller)
  }
}
