internal import LintasMessages
internal import LintasProtobuf
internal import LintasRecords

/// What happens to an attempt: it is drawn, and it is submitted.
extension QuizAttemptRecord {
  /// A new attempt at a course: its questions are drawn from a pool, and everything that it will be
  /// judged by is taken over.
  ///
  /// - Throws: `Refusal.ruleMissing` if the pool is smaller than what the course draws.
  static func drawn(
    _ course: DatedRow<CourseTerms>, attempt: Int32, pool: [DatedRow<PoolQuestion>],
    at now: Moment, lot: (String) -> [UInt8]
  ) throws(Refusal) -> QuizAttemptRecord {
    guard pool.count >= course.value.drawn else { throw .ruleMissing("question/\(course.key)") }
    let questions = Dictionary(uniqueKeysWithValues: pool.map { ($0.key, $0.value) })
    var record = QuizAttemptRecord()
    record.validDays = Int32(course.value.validDays)
    record.quiz.courseID = course.key
    record.quiz.attempt = attempt
    record.quiz.passPercent = Int32(course.value.passPercent)
    record.quiz.startedAt = now.timestamp
    for id in QuizDraw.draw(course.value.drawn, of: pool.map(\.key), lot: lot) {
      guard let question = questions[id] else { continue }
      record.rightOptions.append(Int32(question.right))
      record.quiz.questions.append {
        $0.questionID = id
        $0.text.set(question.text)
        for option in question.options {
          $0.options.append { $0.set(option) }
        }
      }
    }
    return record
  }

  /// Takes the answers and ends the attempt.
  ///
  /// - Throws: `Refusal.quizSubmitted` if it has ended; `Refusal.invalid` with everything that is
  ///   wrong with the answers.
  mutating func submit(_ answers: MessageList<QuizAnswer>, at now: Moment) throws(Refusal) {
    guard !hasSubmittedAt else { throw .quizSubmitted(quiz.courseID) }
    let violations = QuizRules.violations(answers, to: quiz)
    if !violations.isEmpty { throw .invalid(violations) }
    self.answers = answers
    correct = Int32(QuizRules.correct(answers, to: quiz, right: rightOptions))
    submittedAt = now.timestamp
  }

  /// How a submitted attempt went, without a certificate.
  var result: SubmitQuizResponse {
    let count = quiz.questions.count
    let (correct, percent) = (Int(correct), Int(quiz.passPercent))
    return .with {
      $0.correct = Int32(correct)
      $0.questionCount = Int32(count)
      $0.scorePercent = Int32(QuizRules.percent(correct, of: count))
      $0.passPercent = Int32(percent)
      $0.passed = QuizRules.passes(correct, of: count, percent: percent)
    }
  }
}
