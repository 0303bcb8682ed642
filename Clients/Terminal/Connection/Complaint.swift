internal import LintasRPC
internal import LintasStandard

/// Why a command did not do its work, as a sentence for a person that says what to do.
struct Complaint: Error {
  private let indonesian: String
  private let english: String

  /// A sentence in both languages.
  init(id indonesian: String, en english: String) {
    self.indonesian = indonesian
    self.english = english
  }

  /// The sentence in one language.
  func text(in language: Language) -> String {
    language.text(id: indonesian, en: english)
  }
}

extension Complaint {
  /// What a failed call means to the person who made it.
  init(_ status: Status, server: String, timeout: Int) {
    switch status.code {
    case .invalidArgument:
      let found = status.detail(GoogleBadRequest.self)?.fieldViolations.map(Self.line) ?? []
      let lines = found.isEmpty ? " \(status.message)" : found.joined()
      self.init(
        id: "Formulir belum benar. Perbaiki, lalu kirim lagi:\(lines)",
        en: "The form is not right. Mend this, then send it again:\(lines)")
    case .unavailable:
      self.init(
        id: "Server \(server) tidak dapat dihubungi (\(status.message)). "
          + "Periksa --server dan --ca, atau coba nanti.",
        en: "The server \(server) cannot be reached (\(status.message)). "
          + "Check --server and --ca, or try later.")
    case .unauthenticated:
      self.init(
        id: "Anda belum masuk, sesi telah berakhir, atau rahasia salah: gunakan `lintas apply`.",
        en:
          "You are not signed in, the session is over, or the secret is wrong: use `lintas apply`.")
    case .permissionDenied:
      self.init(
        id: "Akun ini tidak boleh melakukannya. Masuk dengan akun warga.",
        en: "This account may not do that. Sign in with a citizen's account.")
    case .notFound:
      self.init(
        id: "Tidak ada permohonan Anda dengan nomor itu. `lintas status` menampilkan semuanya.",
        en: "You have no application of that number. `lintas status` lists all.")
    case .deadlineExceeded:
      self.init(
        id:
          "Tidak ada jawaban dalam \(timeout) detik. Coba lagi, atau beri waktu dengan --timeout.",
        en: "No answer within \(timeout) seconds. Try again, or give more time by --timeout.")
    default:
      self.init(
        id: "Server menolak: \(status.message) (\(status.code)).",
        en: "The server refused: \(status.message) (\(status.code)).")
    }
  }

  /// One violation on a line of its own: where, and what is wrong there.
  private static func line(_ violation: GoogleBadRequest.FieldViolation) -> String {
    let localized = violation.localizedMessage.message
    return "\n  \(violation.field): \(localized.isEmpty ? violation.description_ : localized)"
  }
}
