/// The tables of reference data and the columns of each.
///
/// A row is: key, the columns below, legal basis, first day, last day. See `ReferenceFile` for how
/// it is written.
package enum ReferenceTable: String, CaseIterable, Sendable {
  /// What things cost. Key: as FeeRule asks for it.
  case tariff
  /// Deadlines of the office. Key: `passport.decision`, or `feedback.CLASS.DEADLINE` as
  /// FeedbackDeadline names it.
  case deadline
  /// Grades of the index of public satisfaction. Key: `satisfaction.A` to `satisfaction.D`.
  case grade
  /// Ages that law turns on. Key: `adult`, `dual_citizenship_end`.
  case age
  /// Rules that are nothing but a legal basis to be quoted. Key: `passport.validity`.
  case basis
  /// Days on which offices are closed beside weekends. Key: the day.
  case holiday
  /// Offices. Key: the office's code.
  case office
  /// Which office issues which kind of book from when on. Key: `OFFICE/KIND`.
  case product
  /// Provinces of Indonesia. Key: two digits.
  case province
  /// Regencies and cities. Key: `PP.KK`.
  case regency
  /// Districts (kecamatan) and the office that serves them. Key: `PP.KK.CC`.
  case district
  /// Papers and when they are asked for. Key: any name; the office looks at them in the order of
  /// the keys.
  case document
  /// Courses of the office's own people. Key: the course's identifier, which is also the name of
  /// the competence that it gives.
  case course
  /// What a course teaches. Key: any name; lessons are read in the order of the keys.
  case lesson
  /// Questions of a course's pool, with their options separated by `;` and the number of the right
  /// one, from 1. Key: the question's identifier.
  case question

  /// Names of the columns between key and legal basis.
  package var columns: [String] {
    switch self {
    case .tariff: ["rupiah", "indonesian", "english"]
    case .deadline: ["working_days"]
    case .grade: ["from_hundredths", "indonesian", "english"]
    case .age: ["years"]
    case .basis: []
    case .holiday: ["name", "kind"]
    case .office: ["name"]
    case .product: ["office", "kind"]
    case .province, .regency: ["name"]
    case .district: ["name", "office"]
    case .document: ["document", "circumstance", "indonesian", "english"]
    case .course: ["indonesian", "english", "drawn", "pass_percent", "valid_days"]
    case .lesson: ["course", "indonesian", "english"]
    case .question:
      ["course", "indonesian", "english", "options_indonesian", "options_english", "right"]
    }
  }

  /// Names of all columns, as the header line of a section names them.
  package var header: [String] {
    ["key"] + columns + ["legal_basis", "valid_from", "valid_until"]
  }
}
