/// The refusals of training.
extension Refusal {
  /// The caller has no valid certificate of a course that the call asks for.
  package static func competenceMissing(_ course: String, title: Phrase) -> Refusal {
    Refusal(
      .permissionDenied, "competence.missing",
      Phrase(
        id: "Untuk ini diperlukan sertifikat yang masih berlaku dari kursus "
          + "\"\(title.indonesian)\" (\(course)).",
        en: "This needs a valid certificate of the course \"\(title.english)\" (\(course))."),
      subject: course)
  }

  /// The attempt was submitted before.
  package static func quizSubmitted(_ course: String) -> Refusal {
    Refusal(
      .precondition, "quiz.submitted",
      Phrase(
        id: "Kuis ini sudah dikirim; mulai percobaan baru.",
        en: "This quiz was submitted before; start another attempt."),
      subject: course)
  }
}
