package import LintasProtobuf

/// The refusals that more than one place gives.
extension Refusal {
  /// Fields that break rules, all at once.
  package static func invalid(_ violations: [Violation]) -> Refusal {
    Refusal(
      .invalid, "invalid",
      Phrase(id: "Beberapa isian belum benar.", en: "Some fields are not right."),
      violations: violations)
  }

  /// No such thing, or not for this caller; the two are not told apart.
  package static func notFound(_ subject: String) -> Refusal {
    Refusal(
      .notFound, "not_found",
      Phrase(id: "Data tidak ditemukan.", en: "There is nothing under this number."),
      subject: subject)
  }

  /// No session, an ended one, or a wrong name or secret; they are not told apart.
  package static let unauthenticated = Refusal(
    .unauthenticated, "unauthenticated",
    Phrase(
      id: "Silakan masuk lagi; nama atau kata sandi tidak cocok, atau sesi telah berakhir.",
      en: "Please sign in; the name or secret does not match, or the session has ended."))

  /// The caller's roles do not allow the call.
  package static let permissionDenied = Refusal(
    .permissionDenied, "role.not_allowed",
    Phrase(id: "Peran Anda tidak berwenang.", en: "Your role does not allow this."))

  /// An officer asked for an application of his or her own.
  package static let ownCase = Refusal(
    .permissionDenied, "case.own",
    Phrase(
      id: "Petugas tidak boleh menangani permohonannya sendiri.",
      en: "Nobody works on an own application."))

  /// Another officer has claimed the case.
  package static func notClaimedByYou(_ subject: String) -> Refusal {
    Refusal(
      .permissionDenied, "case.not_claimed_by_you",
      Phrase(
        id: "Permohonan ini tidak sedang Anda tangani.",
        en: "You have not claimed this case."),
      subject: subject)
  }

  /// The idempotency key was used before for another request.
  package static let keyUsedBefore = Refusal(
    .alreadyExists, "idempotency_key.used",
    Phrase(
      id: "idempotency-key ini sudah dipakai untuk permintaan lain.",
      en: "This idempotency-key was used for another request."))

  /// The person or the phone number has an account; they are not told apart.
  package static let accountExists = Refusal(
    .alreadyExists, "account.exists",
    Phrase(
      id: "NIK atau nomor telepon sudah terdaftar.",
      en: "The NIK or the phone number is already registered."))

  /// The rules that the call needs are not loaded for this day.
  package static func ruleMissing(_ name: String) -> Refusal {
    Refusal(
      .precondition, "reference.missing",
      Phrase(
        id: "Aturan belum dimuat di kantor ini: \(name).",
        en: "A rule is not loaded in this office: \(name)."),
      subject: name)
  }

  /// The steps after the given position are no longer kept.
  package static let feedTrimmed = Refusal(
    .outOfRange, "watch.trimmed",
    Phrase(
      id: "Riwayat setelah nomor ini tidak lagi disimpan; mulai dari awal.",
      en: "The steps after this number are no longer kept; watch again from the start."))

  /// The store is nearly full: what is left is kept for the work of the office.
  package static let full = Refusal(
    .busy, "store.full",
    Phrase(
      id: "Penyimpanan kantor hampir penuh; coba lagi nanti.",
      en: "The office's store is nearly full; try again later."),
    retryAfter: .seconds(3600))

  /// The server is about to stop; another one, or the same after its restart, will answer.
  package static let closing = Refusal(
    .busy, "office.closing",
    Phrase(
      id: "Kantor sedang dimulai ulang; sambungkan lagi.",
      en: "The office is restarting; connect again."),
    retryAfter: .seconds(1))

  /// Too much is under way.
  package static let busy = Refusal(
    .busy, "busy",
    Phrase(id: "Kantor sedang sibuk; coba lagi.", en: "The office is busy; try again."),
    retryAfter: .seconds(1))
}
