import Foundation
import Testing

@testable import LintasContractGenerator

/// What is generated is exactly what the golden folders hold, and it compiles.
///
/// After a wanted change, run the tests with LINTAS_UPDATE_GOLDEN=1 and read the difference.
struct GoldenTests {
  /// Each feature of a contract gives exactly the C tables, accessors and Swift that were reviewed.
  @Test(arguments: ContractCase.all(in: "Golden"))
  func `gives what was reviewed`(_ golden: ContractCase) throws {
    let expected = golden.folder.appendingPathComponent("expected")
    // protoc-gen-c's descriptors are its own affair; its structures are what our tables point into.
    let files = try ContractGenerator.generate(golden.request())
      .filter { !$0.name.hasSuffix(".pb-c.c") }
    if ProcessInfo.processInfo.environment["LINTAS_UPDATE_GOLDEN"] != nil {
      try? FileManager.default.removeItem(at: expected)
      for file in files {
        let path = expected.appendingPathComponent(file.name)
        try FileManager.default.createDirectory(
          at: path.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(file.content.utf8).write(to: path)
      }
    }
    for file in files {
      let path = expected.appendingPathComponent(file.name)
      let reviewed = try? String(contentsOf: path, encoding: .utf8)
      #expect(file.content == reviewed, "\(file.name)")
    }
    let names =
      FileManager.default.enumerator(atPath: expected.path)?
      .compactMap { $0 as? String }.filter { $0.contains(".") } ?? []
    #expect(Set(names) == Set(files.map(\.name)))
  }

  /// The C of each case compiles without a warning, also where names are C's own.
  @Test(arguments: ContractCase.all(in: "Golden"))
  func `gives C that compiles`(_ golden: ContractCase) throws {
    let files = try ContractGenerator.generate(golden.request())
    let scratch = try Scratch()
    defer { scratch.remove() }
    try scratch.write(files)
    if !files.contains(where: { $0.name.hasSuffix(".c") }) { return }
    // The sizes that refusals go by are those of the compiler.
    try scratch.write([sizes(of: golden)])
    let sources = (files.map(\.name) + ["sizes.c"]).filter { $0.hasSuffix(".c") }
      .map { scratch.folder.appendingPathComponent($0).path }
    let includes = [
      scratch.folder.appendingPathComponent("include"),
      ContractCase.root.appendingPathComponent("Sources/C/CProtobufC/include"),
      ContractCase.root.appendingPathComponent("Sources/Contracts/CStandard/include"),
    ]
    let run = try Command.run(
      "clang",
      ["-fsyntax-only", "-Wall", "-Wextra", "-Werror"]
        + includes.map { "-I\($0.path)" } + sources)
    #expect(run.status == 0, "\(run.errors)")
  }

  /// C that compiles only if each structure has the size that the generator reckons.
  private func sizes(of golden: ContractCase) throws -> PluginResponse.File {
    let messages = try golden.request().wanted.flatMap(\.allMessages)
    let lines = messages.map {
      "_Static_assert(sizeof(\(CNames.structure($0.fullName))) == "
        + "\(StructureSize(of: $0).bytes), \"\($0.fullName)\");"
    }
    return PluginResponse.File(
      name: "sizes.c", content: (["#include \"CGolden.h\""] + lines).joined(separator: "\n") + "\n")
  }

  /// The same request gives the same answer, so that committed code can be compared with fresh.
  @Test func `gives the same twice`() throws {
    for golden in ContractCase.all(in: "Golden") {
      let request = try golden.request()
      #expect(
        ContractGenerator.respond(to: request) == ContractGenerator.respond(to: request))
    }
  }
}
