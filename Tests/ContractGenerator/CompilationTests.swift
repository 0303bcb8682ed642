import Foundation
import Testing

@testable import LintasContractGenerator

/// Generated Swift compiles under the house's settings, without a warning.
struct CompilationTests {
  /// The cases that are messages only; interfaces and stubs compile with the real contracts.
  static let messages = ContractCase.all(in: "Golden").filter {
    (try? $0.parameters.contains("emit=structures")) == true
  }

  /// Every feature of messages, hard names and both visibilities give Swift that compiles.
  @Test(arguments: messages)
  func `gives Swift that compiles`(_ golden: ContractCase) throws {
    let files = try ContractGenerator.generate(golden.request())
    let scratch = try Scratch()
    defer { scratch.remove() }
    try scratch.write(files)
    let sources = files.map(\.name).filter { $0.hasSuffix(".swift") }
      .map { scratch.folder.appendingPathComponent($0).path }
    let run = try Command.run(
      "swiftc",
      try Self.settings(structures: scratch.folder.appendingPathComponent("include").path)
        + sources)
    #expect(run.status == 0, "\(run.errors)")
  }

  /// What a target of this package is compiled with, and where the modules lie that it needs.
  private static func settings(structures: String) throws -> [String] {
    let products = Bundle.main.executableURL?.deletingLastPathComponent().path ?? ""
    // SwiftPM writes this map; it names the module's umbrella header in quotes.
    let map = "\(products)/CProtobufC.build/module.modulemap"
    let header = try String(contentsOfFile: map, encoding: .utf8).split(separator: "\"")[1]
    let runtime = URL(fileURLWithPath: String(header)).deletingLastPathComponent().path
    let standard = ContractCase.root.appendingPathComponent("Sources/Contracts/CStandard/include")
    return [
      "-typecheck", "-parse-as-library", "-module-name", "Golden", "-package-name", "golden",
      "-swift-version", "6", "-warnings-as-errors",
      "-enable-upcoming-feature", "InternalImportsByDefault",
      "-enable-upcoming-feature", "ExistentialAny",
      "-enable-upcoming-feature", "MemberImportVisibility",
      "-enable-experimental-feature", "Lifetimes",
      "-I", "\(products)/Modules", "-I", structures, "-I", standard.path, "-I", runtime,
      "-Xcc", "-fmodule-map-file=\(map)",
    ]
  }
}
