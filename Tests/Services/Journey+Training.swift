internal import LintasMessages
internal import LintasOffice
internal import LintasProtobuf
internal import LintasTestOffice
internal import Testing

/// An officer gets the right to decide: refused without the certificate, once more after a quiz
/// that was not passed, and then no longer.
extension Journey {
  /// Passes the course that a decision needs, and tries what must be refused on the way.
  func qualify(_ official: Credentials, for decision: DecideCaseRequest) async throws {
    try await lack(official, decision)
    let key = try QuizKey()
    let quiz = try await begin(official)
    try await wrongAnswers(quiz, key, official)
    let failed = try await submit(key.submission(of: quiz, wrong: 2), official)
    #expect(failed.correct == 3 && failed.questionCount == 5 && failed.scorePercent == 60)
    #expect(!failed.passed && !failed.hasCertificate)
    try await lack(official, decision)
    let second = try await begin(official)
    #expect(second.attempt == quiz.attempt + 1)
    let passed = try await submit(key.submission(of: second, wrong: 1), official)
    #expect(passed.correct == 4 && passed.scorePercent == 80 && passed.passed)
    try await certified(passed.certificate, official)
  }

  /// The decision is refused for want of the certificate, and nothing else is said about the case.
  private func lack(_ official: Credentials, _ decision: DecideCaseRequest) async throws {
    let refused = await refusal(.permissionDenied) {
      try await office.decideCase(decision, official.with(key: random.key()))
    }
    #expect(refused?.reason == "COMPETENCE_MISSING")
    let courses = try await office.listCourses(.init(), official).courses
    #expect(courses.map(\.courseID) == [QuizKey.course])
    #expect(courses.allSatisfy { !$0.competent && !$0.hasCertificate && !$0.legalBasis.isEmpty })
  }

  /// Begins an attempt; it stays the same until it is submitted.
  private func begin(_ official: Credentials) async throws -> Quiz {
    let request = StartQuizRequest.with { $0.courseID = QuizKey.course }
    let credentials = official.with(key: random.key())
    let quiz = try await office.startQuiz(request, credentials).quiz
    #expect(quiz.questions.count == 5)
    #expect(Set(quiz.questions.map(\.questionID)).count == 5)
    #expect(try await office.startQuiz(request, credentials).quiz == quiz)
    #expect(try await office.startQuiz(request, official.with(key: random.key())).quiz == quiz)
    let course = try await office.getCourse(.with { $0.courseID = QuizKey.course }, official)
    #expect(course.openQuiz == quiz)
    #expect(!course.lessons.isEmpty)
    return quiz
  }

  /// Everything that is wrong with answers is told at once, and the attempt stays open.
  private func wrongAnswers(
    _ quiz: Quiz, _ key: QuizKey, _ official: Credentials
  ) async throws {
    var request = key.submission(of: quiz)
    request.answers[0].option = 99
    request.answers[1].questionID = request.answers[2].questionID
    request.answers[3].questionID = "never-drawn"
    let paths: Set = [
      "answers[0].option", "answers[2].question_id", "answers[3].question_id", "answers",
    ]
    await refusal(.invalid, fields: paths) {
      try await office.submitQuiz(request, official.with(key: random.key()))
    }
    await refusal(.invalid, fields: ["course_id", "attempt", "answers"]) {
      try await office.submitQuiz(.init(), official.with(key: random.key()))
    }
    var other = key.submission(of: quiz)
    other.attempt += 1
    await refusal(.notFound) {
      try await office.submitQuiz(other, official.with(key: random.key()))
    }
    for course in ["no-such-course", "passport-decision\u{0}"] {
      await refusal(.notFound) {
        try await office.startQuiz(
          .with { $0.courseID = course }, official.with(key: random.key()))
      }
      await refusal(.notFound) {
        try await office.getCourse(.with { $0.courseID = course }, official)
      }
    }
  }

  /// Submits answers: the same key gives the same result, another one finds the quiz submitted.
  private func submit(
    _ request: SubmitQuizRequest, _ official: Credentials
  ) async throws -> SubmitQuizResponse {
    let credentials = official.with(key: random.key())
    let result = try await office.submitQuiz(request, credentials)
    #expect(try await office.submitQuiz(request, credentials) == result)
    await refusal(.precondition) {
      try await office.submitQuiz(request, official.with(key: random.key()))
    }
    return result
  }

  /// The certificate is what its holder sees, in the list and by its identifier.
  private func certified(_ certificate: Certificate, _ official: Credentials) async throws {
    let courses = try await office.listCourses(.init(), official).courses
    #expect(courses.map(\.certificate) == [certificate])
    #expect(courses.allSatisfy { $0.competent })
    let found = try await office.getCertificate(
      .with { $0.certificateID = certificate.certificateID.lowercased() }, official)
    #expect(found.certificate == certificate)
    #expect(found.valid)
    #expect(!certificate.fullName.isEmpty && !certificate.validUntil.isEmpty)
    let mistyped = certificate.certificateID.dropLast() + "U"
    await refusal(.invalid, fields: ["certificate_id"]) {
      try await office.getCertificate(.with { $0.certificateID = String(mistyped) }, official)
    }
  }
}
