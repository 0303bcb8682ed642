/// What a broken rule is called in words, by the rule's identifier.
///
/// Identifiers come from the contract's field rules (`required`, `max_length` …), from its formats
/// (`nik.length`, `phone` …) and from the office's own rules (`office.kind` …). A parameter stands
/// where the text has `%`.
package enum ViolationText {
  /// The sentence for a broken rule. An identifier without a text of its own gets a general one.
  package static func phrase(rule: String, parameters: [String] = []) -> Phrase {
    let template = texts[rule] ?? general
    return Phrase(
      id: filled(template.indonesian, parameters), en: filled(template.english, parameters))
  }

  /// Identifiers that have a text of their own.
  package static var knownRules: Set<String> { Set(texts.keys) }

  private static let general = Phrase(id: "Nilai tidak sah.", en: "The value is not valid.")

  private static let texts: [String: Phrase] = [
    "required": Phrase(id: "Wajib diisi.", en: "This is required."),
    "min_length": Phrase(id: "Paling sedikit % karakter.", en: "At least % characters."),
    "max_length": Phrase(id: "Paling banyak % karakter.", en: "At most % characters."),
    "min": Phrase(id: "Paling kecil %.", en: "At least %."),
    "max": Phrase(id: "Paling besar %.", en: "At most %."),
    "max_items": Phrase(id: "Paling banyak % butir.", en: "At most % items."),
    "max_depth": Phrase(
      id: "Paling banyak % tingkat di dalam satu sama lain.",
      en: "At most % levels inside each other."),
    "defined_only": Phrase(id: "Pilihan tidak dikenal.", en: "Not one of the known choices."),
    "nik.length": Phrase(
      id: "NIK harus terdiri dari 16 angka.", en: "A NIK has exactly 16 digits."),
    "nik.province": Phrase(
      id: "Dua angka pertama NIK bukan kode provinsi.",
      en: "The first two digits of the NIK are no province."),
    "nik.date": Phrase(
      id: "Tanggal lahir dalam NIK tidak mungkin.",
      en: "The birth date in the NIK does not exist."),
    "nik.serial": Phrase(
      id: "Empat angka terakhir NIK tidak boleh 0000.",
      en: "The last four digits of the NIK cannot be 0000."),
    "phone": Phrase(
      id: "Nomor telepon seluler tidak sah; contoh: 0812 3456 7890.",
      en: "Not an Indonesian mobile number; for example 0812 3456 7890."),
    "date": Phrase(
      id: "Tanggal tidak sah; tulis TTTT-BB-HH.", en: "Not a day; write YYYY-MM-DD."),
    "identifier": Phrase(
      id: "Nomor tidak sah; periksa kembali setiap karakter.",
      en: "Not a valid number; check every character."),
    "passport_number": Phrase(
      id: "Nomor paspor tidak sah; contoh: X1234567.",
      en: "Not a passport number; for example X1234567."),
    "passport_number.missing": Phrase(
      id: "Nomor paspor lama wajib diisi untuk penggantian.",
      en: "The number of the old passport is required for a replacement."),
    "passport_number.unexpected": Phrase(
      id: "Permohonan paspor pertama tidak memiliki nomor paspor lama.",
      en: "A first passport has no old number."),
    "office.unknown": Phrase(id: "Kantor tidak dikenal.", en: "There is no such office."),
    "office.kind": Phrase(
      id: "Kantor ini tidak menerbitkan jenis paspor tersebut.",
      en: "This office does not issue this kind of passport."),
    "validity.ten_years": Phrase(
      id: "Masa berlaku 10 tahun hanya bagi yang berusia % tahun ke atas atau sudah kawin.",
      en: "Ten years are only for those aged % or more, or married."),
    "validity.dual_citizenship": Phrase(
      id: "Batas waktu memilih kewarganegaraan telah lewat.",
      en: "The time to choose one nationality has passed."),
    "force_majeure.reason": Phrase(
      id: "Keadaan kahar hanya berlaku untuk paspor hilang atau rusak.",
      en: "Force majeure applies only to a lost or damaged passport."),
    "birth_date.future": Phrase(
      id: "Tanggal lahir tidak boleh di masa depan.", en: "The birth date lies in the future."),
    "documents.missing": Phrase(
      id: "Dokumen wajib belum dinyatakan: %.", en: "A required paper is missing: %."),
    "findings.incomplete": Phrase(
      id: "Setiap dokumen harus diperiksa satu kali: %.",
      en: "Each paper must be judged once: %."),
    "findings.unexpected": Phrase(
      id: "Dokumen ini tidak termasuk dalam permohonan: %.",
      en: "This paper is not part of the application: %."),
    "findings.note": Phrase(
      id: "Jelaskan mengapa dokumen tidak diterima.",
      en: "Say why the paper was not accepted."),
    "decision.reason": Phrase(
      id: "Alasan tidak sesuai dengan keputusan.",
      en: "The reason does not belong to this outcome."),
    "decision.grounds": Phrase(
      id: "Jelaskan alasan penolakan kepada pemohon, paling sedikit % karakter.",
      en: "Explain the refusal to the applicant in at least % characters."),
    "officer.name": Phrase(
      id: "Nama masuk: 3 sampai 32 huruf kecil, angka, titik atau tanda hubung.",
      en: "A sign-in name is 3 to 32 small letters, digits, dots or hyphens."),
    "officer.roles": Phrase(
      id: "Petugas perlu paling sedikit satu peran selain warga.",
      en: "An officer needs at least one role, and not the citizen's."),
    "feedback.one_number": Phrase(
      id: "Isi salah satu saja: nomor laporan atau nomor pelacakan.",
      en: "Give either the number of the thread or its tracking number."),
    "feedback.anonymous_application": Phrase(
      id: "Laporan anonim tidak dapat menyebut nomor permohonan.",
      en: "An anonymous report cannot name an application."),
    "feedback.office_of_application": Phrase(
      id: "Permohonan ini diajukan di kantor lain.",
      en: "This application belongs to another office."),
    "survey.twice": Phrase(
      id: "Unsur ini sudah dijawab.", en: "This element has an answer already."),
    "period.order": Phrase(
      id: "Hari terakhir mendahului hari pertama.",
      en: "The last day lies before the first day."),
    "page_token": Phrase(
      id: "Penanda halaman tidak sah; mulai lagi dari halaman pertama.",
      en: "The page token is not valid; start again from the first page."),
    "quiz.not_drawn": Phrase(
      id: "Soal ini tidak termasuk dalam kuis Anda: %.",
      en: "This question was not drawn for your quiz: %."),
    "quiz.answered_twice": Phrase(
      id: "Soal ini dijawab lebih dari satu kali: %.",
      en: "This question is answered more than once: %."),
    "quiz.unanswered": Phrase(
      id: "Soal ini belum dijawab: %.", en: "This question is not answered: %."),
    "quiz.option": Phrase(
      id: "Pilihan jawaban soal ini 1 sampai %.",
      en: "The options of this question are 1 to %."),
    "idempotency_key.missing": Phrase(
      id: "Metadata idempotency-key wajib ada pada setiap perubahan.",
      en: "Every change needs the metadata field idempotency-key."),
    "idempotency_key.malformed": Phrase(
      id: "idempotency-key harus berupa 32 angka heksadesimal atau UUID.",
      en: "An idempotency-key is 32 hexadecimal digits or a UUID."),
  ]

  private static func filled(_ template: String, _ parameters: [String]) -> String {
    guard let value = parameters.first, let place = template.firstIndex(of: "%") else {
      return template
    }
    return template[..<place] + value + template[template.index(after: place)...]
  }
}
