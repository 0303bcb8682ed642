/// Refusals about threads and surveys.
extension Refusal {
  /// Nothing can be added to a closed thread.
  package static func feedbackClosed(_ subject: String) -> Refusal {
    Refusal(
      .precondition, "feedback.closed",
      Phrase(
        id: "Laporan ini sudah ditutup; sampaikan laporan baru.",
        en: "This thread is closed; open a new one."),
      subject: subject)
  }

  /// An officer asked for an own report on the side of the office.
  package static let ownFeedback = Refusal(
    .permissionDenied, "feedback.own",
    Phrase(
      id: "Petugas tidak boleh menangani laporannya sendiri.",
      en: "Nobody answers an own report for the office."))

  /// A survey is about a decided case.
  package static func surveyBeforeDecision(_ subject: String) -> Refusal {
    Refusal(
      .precondition, "survey.not_decided",
      Phrase(
        id: "Survei dapat diisi setelah permohonan diputuskan.",
        en: "The survey can be answered after the decision."),
      subject: subject)
  }

  /// The survey about this case was answered.
  package static let surveyExists = Refusal(
    .alreadyExists, "survey.exists",
    Phrase(
      id: "Survei untuk permohonan ini sudah diisi.",
      en: "The survey about this application was answered before."))

  /// Nobody has answered: there is no index, which is not an index of 0.
  package static func noAnswers(_ subject: String) -> Refusal {
    Refusal(
      .precondition, "satisfaction.no_answers",
      Phrase(
        id: "Belum ada jawaban survei; indeks tidak dapat dihitung.",
        en: "There are no answers yet, so there is no index."),
      subject: subject)
  }
}
