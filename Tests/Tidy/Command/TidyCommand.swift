import Foundation
import TidyRules

/// `tidy [ROOT]`: checks the tree against the house rules, prints one line an offence, and exits
/// with 1 if there was any.
@main
struct TidyCommand {
  static func main() throws {
    let root =
      CommandLine.arguments.count > 1
      ? CommandLine.arguments[1] : FileManager.default.currentDirectoryPath
    let tree = try Tree(root: root)
    let findings = tree.findings()
    for finding in findings { print(finding) }
    print("tidy: \(tree.files.count) files, \(findings.count) findings")
    if !findings.isEmpty { exit(1) }
  }
}
