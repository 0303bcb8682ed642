package import LintasMessages

extension DocumentKind {
  /// Name of the paper as the reference data and violations write it, for example `family_card`.
  package var name: String {
    Self.names.first { $0.value == self }?.key ?? "\(rawValue)"
  }

  /// Papers by their names.
  static let names: [String: DocumentKind] = [
    "identity_card": .identityCard, "family_card": .familyCard, "birth_proof": .birthProof,
    "old_passport": .oldPassport, "police_report": .policeReport,
    "force_majeure_letter": .forceMajeureLetter,
    "parents_identity_cards": .parentsIdentityCards,
    "parents_marriage_certificate": .parentsMarriageCertificate,
    "marriage_certificate": .marriageCertificate,
  ]
}
