import DaemonControl
import Foundation
import LintasClient
import LintasMessages
import LintasProtobuf
import LintasRPC
import Testing

/// A citizen who does not exist, and the form of a first passport.
enum MadeUp {
  private static let nik = nik(serial: 1)
  private static let fullName = "Budi Santoso"
  private static let secret = "rahasia-pagi-hari"

  private static func nik(serial: Int) -> String { "180804110487000\(serial)" }

  /// What opens the account; another serial number makes it another person, 1 to 9.
  static func registration(serial: Int = 1) -> RegisterRequest {
    .with {
      $0.nik = nik(serial: serial)
      $0.fullName = fullName
      $0.phone = "08123456789\(serial)"
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

  /// A citizen with an account, a session and an open connection.
  static func signedIn(_ daemon: Daemon) async throws -> LintasClient {
    let address = try #require(daemon.address)
    let nobody = try LintasClient(address, trust: .authority(file: daemon.authority.path))
    let options = CallOptions(timeout: .seconds(60))
    _ = try await nobody.identity.register(registration(), options: options)
    let session = try await nobody.identity.signIn(signIn, options: options)
    let office = nobody.signedIn(session.sessionToken)
    _ = try await office.identity.whoAmI(WhoAmIRequest(), options: options)
    return office
  }
}
