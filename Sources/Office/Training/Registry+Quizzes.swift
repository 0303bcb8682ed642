package import LintasMessages
internal import LintasProtobuf
internal import LintasRecords
internal import LintasStore

/// Attempts at quizzes, each step in one transaction.
extension Registry {
  /// Begins an attempt of the caller at a course; while one is open, gives that one.
  ///
  /// - Throws: `Refusal.notFound` if there is no such course today; `Refusal.ruleMissing`.
  package func startQuiz(_ course: String, in books: inout Books) throws -> Quiz {
    let rules = try books.rules()
    guard let row = rules.courses.row(course, on: books.today) else {
      throw Refusal.notFound(course)
    }
    let account = books.caller.accountID
    let last = try books.newest(
      QuizAttemptRecord.self, in: Tables.quizAttempts.range(account, course))
    if let last, !last.hasSubmittedAt { return last.quiz }
    let attempt = (last?.quiz.attempt ?? 0) &+ 1
    let record = try QuizAttemptRecord.drawn(
      row, attempt: attempt, pool: rules.pool(of: course, on: books.today), at: books.now
    ) { keys.lot(account: account, course: course, attempt: attempt, question: $0) }
    try books.put(record, at: Tables.quizAttempts.key(account, course, attempt))
    books.concerns(course)
    return record.quiz
  }

  /// Ends an attempt of the caller; issues a certificate if the pass mark is reached.
  ///
  /// - Throws: `Refusal.notFound` if the caller has no such attempt; `Refusal.quizSubmitted` if it
  ///   has ended; `Refusal.invalid` with everything that is wrong with the answers.
  package func submitQuiz(
    _ request: SubmitQuizRequest, in books: inout Books
  ) throws -> SubmitQuizResponse {
    let course = request.courseID
    let row = Tables.quizAttempts.key(books.caller.accountID, course, request.attempt)
    guard var record = try books.record(QuizAttemptRecord.self, at: row) else {
      throw Refusal.notFound(course)
    }
    try record.submit(request.answers, at: books.now)
    try books.put(record, at: row)
    books.concerns(course)
    var result = record.result
    if result.passed {
      let certificate = try issue(for: record, score: result.scorePercent, in: &books)
      result.certificate = certificate
      books.concerns(certificate.certificateID)
    }
    return result
  }

  private func issue(
    for record: QuizAttemptRecord, score: Int32, in books: inout Books
  ) throws -> Certificate {
    let quiz = record.quiz
    let holder = try books.get(.accounts, books.caller.accountID)
    let title = books.title(of: quiz.courseID)
    let lastDay = QuizRules.lastDay(issued: books.today, validDays: Int(record.validDays))
    let certificate = Certificate.with {
      $0.certificateID = books.newIdentifier().text
      $0.accountID = holder.accountID
      $0.fullName = holder.fullName
      $0.courseID = quiz.courseID
      $0.title.set(title)
      $0.attempt = quiz.attempt
      $0.scorePercent = score
      $0.issuedAt = books.now.timestamp
      $0.validUntil = lastDay.description
    }
    let row = Tables.certificates.key(holder.accountID, quiz.courseID, quiz.attempt)
    try books.put(CertificateRecord.with { $0.certificate = certificate }, at: row)
    try books.moveUniqueIndex(
      from: nil, to: Tables.certificatesByID.key(certificate.certificateID), row: row)
    return certificate
  }
}

extension Books {
  /// The title of a course today; its identifier if the course has gone since the attempt began.
  fileprivate borrowing func title(of course: String) -> Phrase {
    (try? rules())?.courses.row(course, on: today)?.value.title ?? Phrase(id: course, en: course)
  }
}
