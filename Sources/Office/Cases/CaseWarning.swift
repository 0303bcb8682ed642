/// Something that an officer should look at; never by itself a reason to refuse.
package struct CaseWarning: Sendable {
  /// Stable name, for example `nik.birth_date_differs`.
  package let code: String

  /// In words.
  package let phrase: Phrase

  /// A warning of the NIK's comparison with the form.
  package init(_ warning: NIKWarning) {
    code = warning.rawValue
    phrase = warning.phrase
  }

  private init(code: String, phrase: Phrase) {
    self.code = code
    self.phrase = phrase
  }

  /// The same person has another application that is not decided.
  package static let otherApplication = CaseWarning(
    code: "person.other_application",
    phrase: Phrase(
      id: "Pemohon memiliki permohonan lain yang belum diputus.",
      en: "The person has another application that is not decided."))
}
