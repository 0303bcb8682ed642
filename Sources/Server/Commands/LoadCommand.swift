package import ArgumentParser
internal import LintasCrypto
internal import LintasOffice

/// `lintasd load`: brings reference data in: fees, validities, holidays, offices, papers,
/// courses.
package struct LoadCommand: ParsableCommand {
  /// Name and help of the command.
  package static let configuration = CommandConfiguration(
    commandName: "load",
    abstract: "Load reference data: fees, validities, holidays, offices, papers, courses.",
    discussion: """
      Rows that are there already, with the same key and first day, are replaced; all others stay. \
      Nothing is loaded from a file with a fault; every fault is named with its line.
      """)

  @Option(help: "Folder of the office's data.") var data: String?
  @Argument(help: "The file.") var file: String

  /// For the command line parser.
  package init() {}

  /// Loads the file, and says how many rows there are now.
  package mutating func run() throws {
    let (layout, limits) = try Console.settings(data)
    let bytes = try ProtectedFile.read(file, for: .everybody, limit: 16 << 20)
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ConsoleError("\(file) is not UTF-8 text")
    }
    let lines = try ReferenceFile.parse(text)
    let (count, warning) = try Console.withRegistry(layout, limits) {
      (try await $0.load(lines), $0.referenceWarning)
    }
    print("\(lines.count) rows read, \(count) rows in force")
    if let warning { print("warning: \(warning)") }
  }
}
