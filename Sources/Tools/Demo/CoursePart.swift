internal import LintasClient
internal import LintasMessages
internal import LintasProtobuf
internal import LintasRPC
internal import LintasStandard

/// What an officer does who may not decide yet: takes the course that the refusal names.
struct CoursePart {
  let student: String
  let key: CourseKey
  let counter: Counter
  let stage: Stage

  /// The course that a refusal asks for; nil if it asks for none.
  static func course(_ status: Status) -> String? {
    guard status.code == .permissionDenied, let info = status.detail(GoogleErrorInfo.self),
      info.reason == "COMPETENCE_MISSING"
    else { return nil }
    return info.metadata["subject"]
  }

  /// Reads the course, answers the questions that are drawn, and comes back with the certificate.
  func play(_ course: String, _ office: LintasClient) async throws {
    let lessons = try await office.training.getCourse(
      .with { $0.courseID = course }, options: counter.options)
    let title = lessons.course.title
    await tell(
      "belajar / learns: \(title.indonesian) / \(title.english),"
        + " \(lessons.lessons.count) pelajaran / lessons")
    let quiz = try await office.training.startQuiz(
      .with { $0.courseID = course }, options: counter.options
    ).quiz
    let result = try await office.training.submitQuiz(
      key.submission(of: quiz), options: counter.options)
    try DemoFailure.unless(
      result.passed && result.hasCertificate, "\(student) did not pass: \(result.scorePercent)")
    await tell(
      "kuis / quiz: \(result.correct) dari / of \(result.questionCount) benar / right,"
        + " batas / pass mark \(result.passPercent) %")
    let certificate = result.certificate
    await tell(
      "sertifikat / certificate \(Amounts.grouped(certificate.certificateID)),"
        + " sampai / until \(certificate.validUntil)")
  }

  private func tell(_ what: String) async { await stage.tell(student, what) }
}
