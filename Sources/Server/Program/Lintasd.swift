internal import ArgumentParser
internal import LintasServer

/// `lintasd`, the server of the digital immigration office, and its operators' work on the
/// server's own console.
///
/// The commands beside `serve` change the data folder of a server that does not run; what changes
/// in a running server goes through its services.
@main
struct Lintasd: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "lintasd",
    abstract: "The digital immigration office: passports and stay permits over gRPC.",
    discussion: """
      A first start: lintasd authority init, lintasd load FILE, lintasd officer create, then
      lintasd serve. Every flag can be given in the environment instead (--data as LINTAS_DATA);
      flags win.
      """,
    version: LintasVersion.text,
    subcommands: [
      ServeCommand.self, AuthorityCommand.self, OfficerCommand.self, LoadCommand.self,
      AnalyticsCommand.self,
    ])
}
