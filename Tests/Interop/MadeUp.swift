import LintasMessages
import LintasProtobuf

/// A citizen who does not exist, and the form of a first passport.
enum MadeUp {
  private static let nik = "1808041104870001"
  private static let fullName = "Budi Santoso"
  private static let secret = "rahasia-pagi-hari"

  /// What opens the account.
  static var registration: RegisterRequest {
    .with {
      $0.nik = nik
      $0.fullName = fullName
      $0.phone = "081234567890"
      $0.secret = secret
    }
  }

  /// What opens a session.
  static var signIn: SignInRequest {
    .with {
      $0.name = nik
      $0.secret = secret
    }
  }

  /// A form without a fault.
  static var form: ApplicationForm {
    .with { form in
      form.officeCode = "18.08"
      form.kind = .electronic
      form.validity = .tenYears
      form.reason = .first
      form.person.nik = nik
      form.person.fullName = fullName
      form.person.sex = .male
      form.person.birthPlace = "Baradatu"
      form.person.birthDate = "1987-04-11"
      form.person.maritalStatus = .single
      form.person.address = "Jalan Contoh 4, Baradatu"
      for paper in [DocumentKind.identityCard, .familyCard, .birthProof] {
        form.documents.append(paper)
      }
    }
  }
}
