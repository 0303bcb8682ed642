internal import LintasMessages

/// The words by which a form names papers.
enum DocumentWords {
  /// Each word with its paper.
  static var kinds: KeyValuePairs<String, DocumentKind> {
    [
      "identity-card": .identityCard, "family-card": .familyCard, "birth-proof": .birthProof,
      "old-passport": .oldPassport, "police-report": .policeReport,
      "force-majeure-letter": .forceMajeureLetter,
      "parents-identity-cards": .parentsIdentityCards,
      "parents-marriage-certificate": .parentsMarriageCertificate,
      "marriage-certificate": .marriageCertificate,
    ]
  }

  /// The word of a paper; its number if a newer contract brought it.
  static func word(_ document: DocumentKind) -> String {
    kinds.first { $0.value == document }?.key ?? String(document.rawValue)
  }
}
