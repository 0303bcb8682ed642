internal import LintasMessages
internal import LintasProtobuf
internal import LintasStandard

/// The application status with the messages of this package.
enum OurStatus {
  /// Fills an application in place. The person is made up.
  static func fill(_ application: inout Application, _ index: Int) {
    application.applicationID = Text.identifier(index)
    application.state = .documentsChecked
    application.form.officeCode = "18.08"
    application.form.kind = .electronic
    application.form.validity = .tenYears
    application.form.reason = .expired
    application.form.oldPassportNumber = "X0000000"
    application.form.person.nik = Text.nik(index)
    application.form.person.fullName = Text.fullName
    application.form.person.sex = .female
    application.form.person.birthPlace = Text.birthPlace
    application.form.person.birthDate = "1990-02-28"
    application.form.person.maritalStatus = .married
    application.form.person.address = Text.address
    application.form.documents = [.identityCard, .familyCard, .birthProof, .oldPassport]
    application.fee.items.append {
      $0.code = "passport-e-10"
      $0.description_.indonesian = Text.feeIndonesian
      $0.description_.english = Text.feeEnglish
      $0.amountRupiah = 950_000
      $0.legalBasis = "PP 45/2024"
    }
    application.fee.totalRupiah = 950_000
    application.submittedAt.seconds = 1_790_000_000 + Int64(index)
    application.dueDate = "2026-10-01"
    append(to: &application, 1, .submitted)
    application.findings.append {
      $0.document = .identityCard
      $0.verdict = .accepted
    }
  }

  /// Adds a step to the timeline.
  static func append(to application: inout Application, _ number: Int32, _ state: ApplicationState)
  {
    application.timeline.append {
      $0.number = number
      $0.at.seconds = 1_790_000_000
      $0.at.nanos = 250_000_000
      $0.role = .officer
      $0.state = state
      $0.text.indonesian = Text.stepIndonesian
      $0.text.english = Text.stepEnglish
    }
  }

  /// What an officer's method does with a record: reads three fields, sets three, adds a step.
  static func edit(_ application: inout Application) -> Int {
    let read =
      Int(application.state.rawValue) + application.form.person.fullName.utf8.count
      + Int(application.fee.totalRupiah)
    application.state = .approved
    application.dueDate = "2026-10-09"
    application.form.person.address = Text.newAddress
    append(to: &application, 2, .approved)
    return read
  }
}
