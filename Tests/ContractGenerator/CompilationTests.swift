import Foundation
import Testing

@testable import LintasContractGenerator

/// Generated Swift compiles under the house's settings, without a warning. One compiler at a time:
/// each takes a core and much memory.
@Suite(.serialized)
struct CompilationTests {
  /// The cases that are messages only; interfaces and stubs compile with the real contracts.
  static let messages = ContractCase.all(in: "Golden").filter {
    (try? $0.parameters.contains("emit=structures")) == true
  }

  /// Every feature of messages, hard names and both visibilities give Swift that compiles.
  @Test(arguments: messages)
  func `gives Swift that compiles`(_ golden: ContractCase) throws {
    let run = try compile(ContractGenerator.generate(golden.request()))
    #expect(run.status == 0, "\(run.errors)")
  }

  /// Code that was generated for another version of the runtime does not compile: neither the Swift
  /// nor the C.
  @Test func `code for another runtime does not compile`() throws {
    let golden = try #require(Self.messages.first { $0.testDescription == "scalars" })
    var files = try ContractGenerator.generate(golden.request())
    for index in files.indices {
      files[index].content = files[index].content
        .replacingOccurrences(of: "GeneratedMessages_2", with: "GeneratedMessages_3")
        .replacingOccurrences(of: "LINTAS_TABLE_VERSION != 2", with: "LINTAS_TABLE_VERSION != 3")
    }
    let run = try compile(files)
    #expect(run.status != 0)
    #expect(run.errors.contains("generated for another version of LintasProtobuf"))

    for index in files.indices {
      files[index].content = files[index].content
        .replacingOccurrences(of: "LINTAS_TABLE_VERSION != 3", with: "LINTAS_TABLE_VERSION != 2")
    }
    let second = try compile(files)
    #expect(second.status != 0)
    #expect(second.errors.contains("cannot find type 'GeneratedMessages_3' in scope"))
  }

  /// Compiles the Swift among the files, over the C among them.
  private func compile(_ files: [PluginResponse.File]) throws -> Command.Outcome {
    let scratch = try Scratch()
    defer { scratch.remove() }
    try scratch.write(files)
    let sources = files.map(\.name).filter { $0.hasSuffix(".swift") }
      .map { scratch.folder.appendingPathComponent($0).path }
    let structures = scratch.folder.appendingPathComponent("include").path
    return try Command.run("swiftc", Self.settings(structures: structures) + sources, seconds: 300)
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
