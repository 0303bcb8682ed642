package import LintasMessages
internal import LintasOffice
internal import LintasProtobuf

/// The right answers of the shipped courses, read from their reference data.
package struct QuizKey: Sendable {
  /// The course that decisions ask for.
  package static let course = "passport-decision"

  private let right: [String: Int32]

  /// The key of the shipped courses.
  package init() throws {
    let lines = try ReferenceFile.parse(TestOffice.referenceText())
    let questions = try ReferenceBook(lines).pool(of: Self.course, on: TestOffice.start.officeDay)
    right = Dictionary(uniqueKeysWithValues: questions.map { ($0.key, Int32($0.value.right)) })
  }

  /// Answers to a quiz.
  ///
  /// - Parameter wrong: how many of them are wrong; the first ones.
  package func submission(of quiz: Quiz, wrong: Int = 0) -> SubmitQuizRequest {
    .with { request in
      request.courseID = quiz.courseID
      request.attempt = quiz.attempt
      for (index, question) in quiz.questions.enumerated() {
        let option = right[question.questionID] ?? 0
        request.answers.append {
          $0.questionID = question.questionID
          $0.option = index < wrong ? option % Int32(question.options.count) + 1 : option
        }
      }
    }
  }
}
