internal import ArgumentParser

/// `lintas`, the office on a terminal. It calls services and knows nothing that they do not tell.
@main
struct LintasCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lintas",
    abstract: "Apply for a passport at a Lintas office, and see how far it is.",
    discussion: """
      Each flag of the connection can stand in the environment: LINTAS_SERVER, LINTAS_CA, \
      LINTAS_TOKEN. The secret that an account is opened with comes from LINTAS_SECRET, or is \
      asked for.
      """,
    subcommands: [
      HealthCommand.self, ApplyCommand.self, StatusCommand.self, CallCommand.self,
    ])
}
