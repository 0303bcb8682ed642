internal import LintasMessages
internal import LintasProtobuf

/// A citizen of the play. Nobody of them exists.
struct Applicant: Sendable {
  /// What the others call them.
  let name: String
  /// National identity number.
  let nik: String
  /// Full name, as on the identity card.
  let fullName: String
  /// Sex.
  let sex: Sex
  /// Day of birth.
  let birthDate: String
  /// Mobile phone.
  let phone: String
  /// Whether the first form has three faults.
  var errsAtFirst = false
  /// Whether the passport is wanted on the same day.
  var express = false

  /// The secret they sign in with.
  var secret: String { "rahasia-\(name.lowercased())-2026" }

  /// A first electronic passport of ten years, without a fault.
  var form: ApplicationForm {
    ApplicationForm.with { form in
      form.officeCode = Cast.office
      form.kind = .electronic
      form.validity = .tenYears
      form.reason = .first
      form.express = express
      form.person.nik = nik
      form.person.fullName = fullName
      form.person.sex = sex
      form.person.birthPlace = "Blambangan Umpu"
      form.person.birthDate = birthDate
      form.person.maritalStatus = .single
      form.person.address = "Jalan Contoh 4, Baradatu"
      for paper in [DocumentKind.identityCard, .familyCard, .birthProof] {
        form.documents.append(paper)
      }
    }
  }

  /// The same form with an impossible NIK, a day that no calendar has, and an unknown kind of book.
  var faultyForm: ApplicationForm {
    var form = form
    form.person.nik = String(nik.dropLast(4)) + "0000"
    form.person.birthDate = "1995-02-30"
    form.kind = PassportKind(rawValue: 99)
    return form
  }

  /// Where the three faults are.
  static let faultyPaths: Set<String> = [
    "form.person.nik", "form.person.birth_date", "form.kind",
  ]
}
