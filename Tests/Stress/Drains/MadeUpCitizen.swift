internal import LintasMessages
internal import LintasProtobuf

/// A citizen who does not exist.
struct MadeUpCitizen {
  /// The last four digits of the NIK.
  let serial: Int

  private static let secret = "rahasia-uji-2026"

  /// The NIK: district of first registration, 4 May 1990, serial.
  private var nik: String {
    let digits = String(serial)
    return "180801040590" + String(repeating: "0", count: max(0, 4 - digits.count)) + digits
  }

  /// How the citizen joins.
  var registration: RegisterRequest {
    .with {
      $0.nik = nik
      $0.fullName = "Bambang Saputra"
      $0.phone = "0812" + nik.suffix(8)
      $0.secret = Self.secret
    }
  }

  /// How the citizen signs in.
  var credentials: SignInRequest {
    .with {
      $0.name = nik
      $0.secret = Self.secret
    }
  }

  /// What the citizen applies for.
  var submission: SubmitApplicationRequest {
    .with { request in
      request.form.officeCode = "18.08"
      request.form.kind = .electronic
      request.form.validity = .tenYears
      request.form.reason = .first
      request.form.person.nik = nik
      request.form.person.fullName = "Bambang Saputra"
      request.form.person.sex = .male
      request.form.person.birthPlace = "Blambangan Umpu"
      request.form.person.birthDate = "1990-05-04"
      request.form.person.maritalStatus = .single
      request.form.person.address = "Jalan Contoh 4, Baradatu"
      for paper in [DocumentKind.identityCard, .familyCard, .birthProof] {
        request.form.documents.append(paper)
      }
    }
  }
}
