import Foundation
import Testing

@testable import LintasContractGenerator

/// A contract grows without a hand edit: a field that is added to a message in Proto is there after
/// `make generate`, in the messages and in all that uses them.
@Suite(.serialized)
struct AddedFieldTests {
  /// What `make generate` needs of the tree.
  static let copied = [
    "Proto", "Sources/Contracts", "Sources/Tools/generate-contracts.sh", "Tests/Protobuf/Protos",
    "Tests/Benchmarks/Messages/Protos", "Tests/Benchmarks/Calls/Protos", "Tests/Interop/Protos",
    "Tests/Example/Proto", "Tests/Example/generate.sh",
    "Tests/Protobuf/Generated", "Clients/Swift/Generated", "Clients/Doubles/Generated",
    "Sources/StandardServices/Generated",
  ]

  /// What a user of the contract writes, new field and all.
  static let program = """
    internal import LintasMessages
    internal import LintasProtobuf

    let request = GetApplicationRequest.with { $0.addedByATest = ["new", "field"] }
    let again = try GetApplicationRequest(decoding: request.encoded())
    print(again == request, again.addedByATest.count, again.encoded().count)

    """

  /// Adds a field to a copy of the tree, generates as `make generate` does, builds the messages,
  /// the records that hold them, and a program that uses the field.
  @Test func `an added field needs no hand edit`() throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    let tree = scratch.folder.path
    for path in Self.copied { try copy(path, into: scratch.folder) }
    let contract = "\(tree)/Proto/lintas/v1/applicant.proto"
    let text = try String(contentsOfFile: contract, encoding: .utf8)
    let head = "message GetApplicationRequest {\n"
    #expect(text.contains(head))
    try text.replacingOccurrences(
      of: head,
      with: head + "  // Not in the contract.\n  repeated string added_by_a_test = 1500;\n"
    ).write(toFile: contract, atomically: true, encoding: .utf8)

    let plugin = "\(Compiler.products)/protoc-gen-lintas"
    try run("\(tree)/Sources/Tools/generate-contracts.sh", [plugin, tree])
    let changed = try Command.run(
      "diff", ["-rq", "\(ContractCase.root.path)/Sources/Contracts", "\(tree)/Sources/Contracts"])
    let lines = changed.output.split(separator: "\n")
    // The contract that reflection shows changes with it.
    let others = lines.filter { !$0.contains("/v1/applicant.") }
    #expect(lines.count == 6 && others.count == 1, "\(lines)")
    #expect(others.allSatisfy { $0.contains("/LintasMessagesContracts.swift") }, "\(lines)")

    try build(in: tree)
    let output = try Command.run("\(tree)/user", [])
    #expect(output.output == "true 2 14\n", "\(output.errors)")
  }

  /// Builds the messages and what uses them from the generated code of a tree.
  private func build(in tree: String) throws {
    let contracts = "\(tree)/Sources/Contracts"
    let includes = ["CMessages", "CRecords"].map { "\(contracts)/\($0)/include" }
    let settings = try Compiler.settings(includes: [tree] + includes)
    try run(
      "swiftc",
      settings + [
        "-parse-as-library", "-wmo", "-module-name", "LintasMessages", "-emit-module",
        "-emit-module-path", "\(tree)/LintasMessages.swiftmodule", "-c", "-o", "\(tree)/messages.o",
      ] + sources(below: "\(contracts)/Messages", ".swift"))
    try run(
      "swiftc",
      settings + ["-typecheck", "-parse-as-library", "-module-name", "LintasRecords"]
        + sources(below: "\(contracts)/Records", ".swift"))
    let clang = ["-c", "-w"] + settings.drop { $0 != "-I" }
    let structures = sources(below: "\(contracts)/CMessages", ".c")
    for (index, file) in structures.enumerated() {
      try run(
        "clang",
        clang.map { $0.replacingOccurrences(of: "-sanitize", with: "-fsanitize") }
          + ["-o", "\(tree)/\(index).o", file])
    }
    try Self.program.write(toFile: "\(tree)/main.swift", atomically: true, encoding: .utf8)
    let objects =
      ["LintasProtobuf", "LintasStandard", "CStandard", "CProtobufC"]
      .flatMap(Compiler.objects) + structures.indices.map { "\(tree)/\($0).o" }
    try run(
      "swiftc",
      settings + ["-module-name", "User", "\(tree)/main.swift", "\(tree)/messages.o"] + objects
        + ["-lprotobuf-c", "-o", "\(tree)/user"])
  }

  private func run(_ program: String, _ arguments: [String]) throws {
    let run = try Command.run(program, arguments, seconds: 300)
    try #require(run.status == 0, "\(program): \(run.output)\(run.errors)")
  }

  private func copy(_ path: String, into folder: URL) throws {
    let copy = folder.appendingPathComponent(path)
    try FileManager.default.createDirectory(
      at: copy.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.copyItem(at: ContractCase.root.appendingPathComponent(path), to: copy)
  }

  private func sources(below folder: String, _ ending: String) -> [String] {
    let paths = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String }
    return (paths ?? []).filter { $0.hasSuffix(ending) }.sorted().map { "\(folder)/\($0)" }
  }
}
