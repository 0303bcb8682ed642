/// One thing that a course teaches.
package struct CourseLesson: Sendable {
  /// Identifier of the course.
  package let course: String

  /// What it says.
  package let text: Phrase
}
