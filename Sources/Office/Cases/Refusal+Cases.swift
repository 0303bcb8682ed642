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

  /// An approval needs a book that would be valid for a while: none is for a child of two
  /// nationalities who is past the age of choice.
  package static func noValidity(_ subject: String) -> Refusal {
    Refusal(
      .precondition, "case.no_validity",
      Phrase(
        id: "Permohonan tidak dapat disetujui: paspor ini tidak akan punya masa berlaku.",
        en: "The case cannot be approved: the passport would not be valid for a day."),
      subject: subject)
  }
}
