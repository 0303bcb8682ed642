/// A question of a course's pool. Its identifier is the key of its row.
package struct PoolQuestion: Sendable {
  /// Identifier of the course.
  package let course: String

  /// The question.
  package let text: Phrase

  /// What can be answered.
  package let options: [Phrase]

  /// Which option is right, counted from 1.
  package let right: Int
}
