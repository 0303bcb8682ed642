package import LintasMessages
package import LintasProtobuf

/// How a quiz is judged.
///
/// 1. Every question that was drawn is answered exactly once, by one of its options, and no other.
/// 2. The pass mark is reached if 100 · right ≥ percent · questions. Both sides are whole numbers;
///    the percentage that people read is rounded down and decides nothing.
/// 3. A certificate is valid from its day of issue on, and so many days after it.
package enum QuizRules {
  /// What is wrong with answers, all at once.
  package static func violations(_ answers: some Sequence<QuizAnswer>, to quiz: Quiz) -> [Violation]
  {
    let options = quiz.questions.map { (id: $0.questionID, count: $0.options.count) }
    var violations: [Violation] = []
    var open = Set(options.map(\.id))
    for (index, answer) in answers.enumerated() {
      let path = "answers[\(index)]"
      let id = answer.questionID
      guard let question = options.first(where: { $0.id == id }) else {
        violations.append(
          Violation(path: "\(path).question_id", rule: "quiz.not_drawn", parameters: [id]))
        continue
      }
      if open.remove(id) == nil {
        violations.append(
          Violation(path: "\(path).question_id", rule: "quiz.answered_twice", parameters: [id]))
      }
      if !(1...question.count).contains(Int(answer.option)) {
        violations.append(
          Violation(path: "\(path).option", rule: "quiz.option", parameters: ["\(question.count)"]))
      }
    }
    for question in options where open.contains(question.id) {
      violations.append(
        Violation(path: "answers", rule: "quiz.unanswered", parameters: [question.id]))
    }
    return violations
  }

  /// How many answers are right. The answers keep the rules above; `right` has the right option of
  /// each question, in the quiz's order.
  package static func correct(
    _ answers: some Sequence<QuizAnswer>, to quiz: Quiz, right: some Sequence<Int32>
  ) -> Int {
    let key = zip(quiz.questions.map(\.questionID), right)
    let rightOptions = Dictionary(key, uniquingKeysWith: { first, _ in first })
    return answers.count { rightOptions[$0.questionID] == $0.option }
  }

  /// Whether so many right answers of so many reach a pass mark.
  package static func passes(_ correct: Int, of count: Int, percent: Int) -> Bool {
    count > 0 && 100 * correct >= percent * count
  }

  /// Right answers in a hundred, rounded down.
  package static func percent(_ correct: Int, of count: Int) -> Int {
    count > 0 ? 100 * correct / count : 0
  }

  /// The last day on which a certificate is valid.
  package static func lastDay(issued day: CivilDate, validDays: Int) -> CivilDate {
    day.adding(days: validDays)
  }
}
