internal import CProtobufC
internal import Foundation
@testable internal import LintasProtobuf
internal import LintasStandard
internal import SchemaCases
internal import Testing

/// Promise: for contracts at random, tables of the generator and the codec that they drive accept,
/// refuse and read what Python's protobuf does, in the binary encoding and in JSON.
///
/// The generated C is compiled into a library and loaded; `make fuzz-schemas` compiles the
/// generated Swift too.
@Suite struct RandomSchemaTests {
  /// The compiled contracts cannot be loaded.
  private struct Unloadable: Error {}

  private static let python = ProcessInfo.processInfo.environment["LINTAS_PYTHON"]
  private static let here = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent()

  @Test(.enabled(if: python != nil), .timeLimit(.minutes(10)))
  func tablesOfRandomContractsAgreeWithPython() throws {
    let seed = Int.random(in: 0..<1_000_000)
    print("random contracts: seed \(seed)")
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let program = try #require(Bundle.main.executableURL).deletingLastPathComponent()
      .appendingPathComponent("protoc-gen-lintas").path
    try run("make", "\(seed)", "60", "10000", folder.path)
    try run(script: "library.sh", program, folder.path)
    let types = try load(folder.appendingPathComponent("schemas.so").path)
    #expect(types.count > 100)
    for table in types { #expect(table.verify().isEmpty, "seed \(seed), \(table.name)") }
    let count = try CaseFile.answer(in: folder) { name, form, input in
      try answer(try #require(types.named(name)), form, input, types)
    }
    #expect(count == 10_000)
    try run("judge", folder.path)
  }

  /// The list of messages of a library that stays loaded.
  private func load(_ path: String) throws -> MessageTypes {
    let library: UnsafeMutableRawPointer? = dlopen(path, RTLD_NOW | RTLD_LOCAL)
    let symbol = try library.map { dlsym($0, "CSchemas_types") } ?? { throw Unloadable() }()
    // Safety: the generator declares the function so in CSchemas.h.
    let types = unsafeBitCast(
      try #require(symbol), to: (@convention(c) () -> LintasTypes).self)
    return MessageTypes(types())
  }

  private func answer(
    _ table: MessageTable, _ form: CaseFile.Form, _ input: [UInt8], _ types: MessageTypes
  ) throws -> CaseFile.Answer {
    let known = [LintasStandardTypes.all, types]
    let reference: ArenaReference
    do {
      switch form {
      case .binary:
        reference = try input.withUnsafeBytes { try DecodedTree.make($0, table, .default) }
      case .json:
        let options = JSONDecodingOptions(types: known)
        reference = try input.withUnsafeBytes { try JSONTree.make($0, table, options) }
      }
    } catch {
      return CaseFile.Answer()
    }
    let encoder = Encoder()
    let bytes = [UInt8](encoder.encode(reference, table, isDeterministic: true))
    let json = try? JSONTree.write(reference, table, JSONEncodingOptions(types: known)) {
      [UInt8]($0)
    }
    return CaseFile.Answer(encoded: bytes, json: json)
  }

  private func run(_ arguments: String...) throws {
    try run(try #require(Self.python), ["schemas.py"] + arguments)
  }

  private func run(script: String, _ arguments: String...) throws {
    try run("/bin/sh", [script] + arguments)
  }

  private func run(_ program: String, _ arguments: [String]) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.currentDirectoryURL = Self.here
    process.arguments = arguments
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0, "\(arguments)")
  }
}
