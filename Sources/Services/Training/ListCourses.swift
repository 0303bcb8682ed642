package import LintasMessages
internal import LintasOffice
internal import LintasProtobuf

extension TrainingDesk {
  /// Lists the courses of today, each with the caller's newest certificate.
  package func listCourses(
    _ request: ListCoursesRequest, by caller: Caller
  ) throws -> ListCoursesResponse {
    let courses = try registry.courses(for: caller)
    return .with {
      for course in courses { $0.courses.append(course) }
    }
  }
}
