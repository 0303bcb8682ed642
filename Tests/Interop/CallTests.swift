import DaemonControl
import Foundation
import LintasMessages
import LintasProtobuf
import LintasStandard
import Testing

/// The command `lintas call` at a real server.
@Suite struct CallTests {
  private static let person = "\"nik\": \"1808015003950001\", \"fullName\": \"Ratna Wulandari\""

  /// A form in JSON; with its three faults a sex that no one has, and an address and an office that
  /// are none.
  private static func form(faulty: Bool = false) -> String {
    """
    {"form": {
      "officeCode": "\(faulty ? "nowhere" : "18.08")",
      "kind": "PASSPORT_KIND_ELECTRONIC", "validity": "PASSPORT_VALIDITY_TEN_YEARS",
      "reason": "APPLICATION_REASON_FIRST",
      "person": {
        \(person), "sex": "\(faulty ? "SEX_UNSPECIFIED" : "SEX_FEMALE")",
        "birthPlace": "Blambangan Umpu", "birthDate": "1995-03-10",
        "maritalStatus": "MARITAL_STATUS_SINGLE",
        "address": "\(faulty ? "" : "Jalan Contoh 4, Blambangan Umpu")"
      },
      "documents": [
        "DOCUMENT_KIND_IDENTITY_CARD", "DOCUMENT_KIND_FAMILY_CARD", "DOCUMENT_KIND_BIRTH_PROOF"
      ]
    }}
    """
  }

  /// Promise: from an account to an open application with nothing but JSON, typed, from a file and
  /// from standard input; an answer is JSON that reads back as its message.
  @Test(.timeLimit(.minutes(5)))
  func jsonBothWays() async throws {
    try await Rig.withDaemon { daemon, folder in
      let terminal = try Terminal(daemon, folder, form: "")
      let health = try await terminal.type(["call", "grpc.health.v1.Health/Check"])
      #expect(health.code == 0, "\(health.output)")
      #expect(try HealthCheckResponse(json: health.output).status == .serving)

      let token = try await Self.signIn(terminal)
      let file = folder.appending(path: "request.json")
      try Self.form().write(to: file, atomically: true, encoding: .utf8)
      let submit = ["call", "ApplicantService/SubmitApplication", "@\(file.path)"]
      let key = [
        "--token", token, "--metadata", "idempotency-key:00112233445566778899aabbccddeeff",
      ]
      let first = try await terminal.type(submit + key)
      #expect(first.code == 0, "\(first.output)\n\(daemon.log)")
      let made = try SubmitApplicationResponse(json: first.output).application
      #expect(made.form.person.fullName == "Ratna Wulandari")
      let again = try await terminal.type(submit + key)
      #expect(try SubmitApplicationResponse(json: again.output).application == made)

      let read = try await terminal.type(
        ["call", "lintas.v1.ApplicantService/GetApplication", "-", "--token", token],
        input: "{\"applicationId\": \"\(made.applicationID)\"}")
      #expect(read.code == 0, "\(read.output)")
      let answer = try GetApplicationResponse(json: read.output)
      #expect(answer.application.applicationID == made.applicationID)

      let watch = try terminal.start(
        ["call", "ApplicantService/WatchApplications", "--token", token])
      _ = try await watch.says(/"initial": (true)/, within: .seconds(20))
      watch.signal(SIGTERM)
      _ = try await watch.exitCode(within: .seconds(20))

      // The deadline ends the stream, behind the message that is there already.
      let short = try await terminal.type(
        ["call", "ApplicantService/WatchApplications", "--token", token, "--deadline", "2"])
      #expect(short.code == 64 + 4, "\(short.output)")
      #expect(short.output.hasPrefix("{"), "\(short.output)")
      #expect(short.output.contains("\n}\nDEADLINE_EXCEEDED: "), "\(short.output)")
    }
  }

  /// Promise: a refusal ends with the code of its status and shows every violation, and the other
  /// details as JSON; what cannot be sent is told with its place or with the right name.
  @Test(.timeLimit(.minutes(5)))
  func refusals() async throws {
    try await Rig.withDaemon { daemon, folder in
      let terminal = try Terminal(daemon, folder, form: "")
      let nobody = try await terminal.type(["call", "ApplicantService/ListApplications"])
      #expect(nobody.code == 64 + 16, "\(nobody.output)")
      #expect(nobody.output.hasPrefix("UNAUTHENTICATED: "), "\(nobody.output)")
      #expect(
        nobody.output.contains("\"@type\": \"type.googleapis.com/google.rpc.ErrorInfo\""),
        "\(nobody.output)")

      let token = try await Self.signIn(terminal)
      let faulty = try await terminal.type(
        ["call", "ApplicantService/SubmitApplication", "-", "--token", token],
        input: Self.form(faulty: true))
      #expect(faulty.code == 64 + 3, "\(faulty.output)")
      #expect(faulty.output.hasPrefix("INVALID_ARGUMENT: "), "\(faulty.output)")
      for path in ["form.office_code", "form.person.sex", "form.person.address"] {
        #expect(faulty.output.contains("\n  \(path): "), "\(path) is missing: \(faulty.output)")
      }

      let missing = try await terminal.type(
        ["call", "ApplicantService/GetApplication", "--token", token]
          + ["{\"applicationId\": \"0000000000000000000\"}"])
      #expect(missing.code == 64 + 5, "\(missing.output)")
      #expect(missing.output.hasPrefix("NOT_FOUND: "), "\(missing.output)")

      let broken = try await terminal.type(
        ["call", "ApplicantService/GetApplication", "{\n \"applicationId\": 5}"])
      #expect(broken.code == 1)
      #expect(broken.output.contains("line 2, column 19, application_id: a string is expected"))

      let misspelt = try await terminal.type(["call", "ApplicantService/GetAplication"])
      #expect(misspelt.code == 64)
      #expect(misspelt.output.contains("Perhaps: ApplicantService/GetApplication"))

      let away = try await terminal.type(
        ["call", "OfficerService/ClaimNextCase", "--server", "127.0.0.1:1", "--token", token])
      #expect(away.code == 64 + 14 && away.output.hasPrefix("UNAVAILABLE: "), "\(away.output)")
      #expect(away.output.contains(/--metadata idempotency-key:[0-9a-f]{32}/), "\(away.output)")
    }
  }

  /// Opens an account and a session, and returns its token.
  private static func signIn(_ terminal: Terminal) async throws -> String {
    let secret = "\"secret\": \"rahasia-ratna-2026\""
    let registered = try await terminal.type(
      ["call", "IdentityService/Register", "-"],
      input: "{\(person), \"phone\": \"0812-0000-0001\", \(secret)}")
    #expect(registered.code == 0, "\(registered.output)")
    let session = try await terminal.type(
      ["call", "IdentityService/SignIn", "-"],
      input: "{\"name\": \"1808015003950001\", \(secret)}")
    #expect(session.code == 0, "\(session.output)")
    return try SignInResponse(json: session.output).sessionToken
  }
}
