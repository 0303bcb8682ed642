package import ArgumentParser
internal import LintasOffice

/// `lintasd analytics`: the numbers of the offices.
package struct AnalyticsCommand: ParsableCommand {
  /// Name and help of the command.
  package static let configuration = CommandConfiguration(
    commandName: "analytics", abstract: "The numbers of the offices.",
    subcommands: [Rebuild.self])

  /// For the command line parser.
  package init() {}

  /// `lintasd analytics rebuild`: computes the numbers from the cases.
  package struct Rebuild: ParsableCommand {
    /// Name and help of the command.
    package static let configuration = CommandConfiguration(
      commandName: "rebuild",
      abstract: "Compute the numbers from the cases again.",
      discussion: """
        First counts what was committed and not counted, as the server does. Then computes all \
        numbers from the cases themselves, says whether they differ, and keeps these.
        """)

    @Option(help: "Folder of the office's data.") var data: String?

    /// For the command line parser.
    package init() {}

    /// Computes the numbers, and says what came of it.
    package mutating func run() throws {
      let (layout, limits) = try Console.settings(data)
      let rebuild = try Console.withRegistry(layout, limits) { try await $0.rebuildNumbers() }
      print("\(rebuild.cases) cases: \(Self.sentence(rebuild.outcome))")
    }

    private static func sentence(_ outcome: NumbersRebuild.Outcome) -> String {
      switch outcome {
      case .same: "the numbers were the same"
      case .differed: "the numbers differed and were replaced"
      case .wasBehind: "the feed did not reach back to what was missing; the numbers were replaced"
      }
    }
  }
}
