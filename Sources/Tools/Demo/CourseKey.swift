internal import Foundation
internal import LintasMessages
internal import LintasProtobuf

/// The right answers of a course, as somebody knows them who has learnt: read from the reference
/// data that the server was loaded with.
struct CourseKey: Sendable {
  private let right: [String: Int32]

  /// The key of every question of a file of reference data.
  ///
  /// - Throws: what reading the file throws; `DemoFailure` if it has no questions.
  init(_ file: URL) throws {
    var right: [String: Int32] = [:]
    var section = ""
    for line in try String(contentsOf: file, encoding: .utf8).split(whereSeparator: \.isNewline) {
      if line.hasPrefix("[") { section = String(line) }
      guard section == "[question]" else { continue }
      let cells = line.split(separator: "|", omittingEmptySubsequences: false)
        .map { $0.trimmingCharacters(in: .whitespaces) }
      if cells.count == 10, let option = Int32(cells[6]) { right[cells[0]] = option }
    }
    self.right = right
    try DemoFailure.unless(!right.isEmpty, "\(file.path) has no questions")
  }

  /// All right answers to a quiz.
  func submission(of quiz: Quiz) -> SubmitQuizRequest {
    .with { request in
      request.courseID = quiz.courseID
      request.attempt = quiz.attempt
      for question in quiz.questions {
        request.answers.append {
          $0.questionID = question.questionID
          $0.option = right[question.questionID] ?? 1
        }
      }
    }
  }
}
