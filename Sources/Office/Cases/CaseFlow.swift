package import LintasMessages

/// The life of a passport application, as data.
///
/// ```
///  submit        claim       record document check        approve
///   ──▶ submitted ──▶ claimed ──▶ documents checked ──┬──▶ approved
///                                   └───▶ again ──┘   └──▶ refused
///                                                     refuse
/// ```
package enum CaseFlow {
  /// All arrows; one for each action.
  package static let transitions: [CaseTransition] = [
    CaseTransition(
      action: .submit, from: [.unspecified], to: .submitted, role: .citizen,
      phrase: Phrase(id: "Permohonan diterima.", en: "The application was received.")),
    CaseTransition(
      action: .claim, from: [.submitted], to: .claimed, role: .officer,
      phrase: Phrase(
        id: "Petugas mulai menangani permohonan.", en: "An officer has taken the application.")),
    CaseTransition(
      action: .recordDocumentCheck, from: [.claimed, .documentsChecked], to: .documentsChecked,
      role: .officer,
      phrase: Phrase(id: "Dokumen telah diperiksa.", en: "The papers were checked.")),
    CaseTransition(
      action: .approve, from: [.documentsChecked], to: .approved, role: .officer,
      phrase: Phrase(
        id: "Permohonan disetujui; paspor akan diterbitkan.",
        en: "Approved; the passport will be issued.")),
    CaseTransition(
      action: .refuse, from: [.documentsChecked], to: .refused, role: .officer,
      phrase: Phrase(
        id: "Permohonan ditolak; lihat alasannya.", en: "Refused; please read the reason.")),
  ]

  /// The arrow of an action from a state.
  ///
  /// - Throws: `Refusal.wrongState` if the action cannot be done there.
  package static func transition(
    _ action: CaseAction, from state: ApplicationState, of subject: String
  ) throws(Refusal) -> CaseTransition {
    let arrow = transitions.first { $0.action == action && $0.from.contains(state) }
    guard let arrow else { throw .wrongState(state, of: subject) }
    return arrow
  }
}
