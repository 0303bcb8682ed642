package import ArgumentParser
internal import LintasMessages
internal import LintasOffice
internal import LintasProtobuf

/// `lintasd officer`: officers' accounts, made where only the office's own people come.
package struct OfficerCommand: ParsableCommand {
  /// Name and help of the command.
  package static let configuration = CommandConfiguration(
    commandName: "officer", abstract: "Officers' accounts.", subcommands: [Create.self])

  /// For the command line parser.
  package init() {}

  /// `lintasd officer create`: makes an account.
  package struct Create: ParsableCommand {
    /// Name and help of the command.
    package static let configuration = CommandConfiguration(
      commandName: "create",
      abstract: "Make an officer's account.",
      discussion: "The secret is read as one line from standard input, at least 12 characters.")

    @Option(help: "Folder of the office's data.") var data: String?
    @Option(help: "Name to sign in with: small letters, digits, dots, hyphens.") var name: String
    @Option(help: "Full name.") var fullName: String
    @Option(help: "The officer's own NIK, so that nobody decides an own application.")
    var nik: String
    @Option(help: "Code of the office.") var office: String
    @Option(
      help: "A role: officer, instructor, inspector, head, administrator; several by repeating.")
    var role: [String] = ["officer"]

    /// For the command line parser.
    package init() {}

    /// Makes the account, and prints its identifier.
    package mutating func run() throws {
      let (layout, limits) = try Console.settings(data)
      let roles = RoleSet(roles: try role.map(Self.parse))
      let secret = try Console.readSecret(prompt: "secret of \(name):")
      let (name, fullName, nik, office) = (name, fullName, nik, office)
      do {
        let id = try Console.withRegistry(layout, limits) {
          try await $0.createOfficer(
            name: name, fullName: fullName, nik: nik, office: office, roles: roles, secret: secret,
            policy: IdentityPolicy())
        }
        print("account \(id)")
      } catch let refusal as Refusal {
        throw ConsoleError(Self.sentence(refusal))
      }
    }

    private static func parse(_ name: String) throws -> Role {
      switch name {
      case "officer": .officer
      case "instructor": .instructor
      case "inspector": .inspector
      case "head": .head
      case "administrator": .administrator
      default:
        throw ConsoleError(
          "--role is \"\(name)\"; expected officer, instructor, inspector, head or administrator")
      }
    }

    /// What is wrong, with every violation.
    private static func sentence(_ refusal: Refusal) -> String {
      refusal.phrase.english
        + refusal.violations.map {
          let phrase = ViolationText.phrase(rule: $0.rule, parameters: $0.parameters)
          return "\n  - \($0.path): \(phrase.english)"
        }.joined()
    }
  }
}
