package import LintasMessages

extension ApplicationState {
  /// The state in words, to stand within a sentence.
  package var phrase: Phrase {
    switch self {
    case .submitted:
      Phrase(id: "permohonan menunggu petugas", en: "the application waits for an officer")
    case .claimed:
      Phrase(id: "permohonan sedang ditangani", en: "an officer works on the application")
    case .documentsChecked:
      Phrase(id: "dokumen sudah diperiksa", en: "the papers are checked")
    case .approved: Phrase(id: "permohonan sudah disetujui", en: "the application is approved")
    case .refused: Phrase(id: "permohonan sudah ditolak", en: "the application is refused")
    default: Phrase(id: "permohonan belum ada", en: "there is no application yet")
    }
  }
}
