internal import SwiftProtobuf

/// The application status with swift-protobuf's messages.
enum PeerStatus {
  /// An application with the same content as `OurStatus` gives.
  static func make(_ index: Int) -> Peer_Application {
    .with { application in
      application.applicationID = Text.identifier(index)
      application.state = .documentsChecked
      application.form = form(index)
      application.fee.items.append(
        .with {
          $0.code = "passport-e-10"
          $0.description_p.indonesian = Text.feeIndonesian
          $0.description_p.english = Text.feeEnglish
          $0.amountRupiah = 950_000
          $0.legalBasis = "PP 45/2024"
        })
      application.fee.totalRupiah = 950_000
      application.submittedAt.seconds = 1_790_000_000 + Int64(index)
      application.dueDate = "2026-10-01"
      append(to: &application, 1, .submitted)
      application.findings.append(
        .with {
          $0.document = .identityCard
          $0.verdict = .accepted
        })
    }
  }

  private static func form(_ index: Int) -> Peer_ApplicationForm {
    .with { form in
      form.officeCode = "18.08"
      form.kind = .electronic
      form.validity = .tenYears
      form.reason = .expired
      form.oldPassportNumber = "X0000000"
      form.person.nik = Text.nik(index)
      form.person.fullName = Text.fullName
      form.person.sex = .female
      form.person.birthPlace = Text.birthPlace
      form.person.birthDate = "1990-02-28"
      form.person.maritalStatus = .married
      form.person.address = Text.address
      form.documents = [.identityCard, .familyCard, .birthProof, .oldPassport]
    }
  }

  /// Adds a step to the timeline.
  static func append(
    to application: inout Peer_Application, _ number: Int32, _ state: Peer_ApplicationState
  ) {
    application.timeline.append(
      .with {
        $0.number = number
        $0.at.seconds = 1_790_000_000
        $0.at.nanos = 250_000_000
        $0.role = .officer
        $0.state = state
        $0.text.indonesian = Text.stepIndonesian
        $0.text.english = Text.stepEnglish
      })
  }

  /// As `OurStatus.edit`.
  static func edit(_ application: inout Peer_Application) -> Int {
    let read =
      application.state.rawValue + application.form.person.fullName.utf8.count
      + Int(application.fee.totalRupiah)
    application.state = .approved
    application.dueDate = "2026-10-09"
    application.form.person.address = Text.newAddress
    append(to: &application, 2, .approved)
    return read
  }
}
