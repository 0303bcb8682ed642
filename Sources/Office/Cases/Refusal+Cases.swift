package import LintasMessages

/// Refusals about the state of a case.
extension Refusal {
  /// The case is not in a state in which this can be done.
  package static func wrongState(_ state: ApplicationState, of subject: String) -> Refusal {
    Refusal(
      .precondition, "case.state",
      Phrase(
        id: "Langkah ini tidak dapat dilakukan: \(state.phrase.indonesian).",
        en: "This cannot be done now: \(state.phrase.english)."),
      subject: subject)
  }

  /// An approval needs every paper accepted.
  package static func papersNotAccepted(_ subject: String) -> Refusal {
    Refusal(
      .precondition, "case.papers_not_accepted",
      Phrase(
        id: "Permohonan hanya dapat disetujui bila semua dokumen diterima.",
        en: "A case is approved only if every paper was accepted."),
      subject: subject)
  }
}
