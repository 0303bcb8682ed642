import Foundation
import Testing

@testable import LintasContractGenerator

/// Generated Swift compiles under the house's settings, without a warning. One compiler at a time:
/// each takes a core and much memory.
@Suite(.serialized)
struct CompilationTests {
  /// The cases that are messages only; their services, if they have any, are the next test's.
  static let messages = ContractCase.all(in: "Golden").filter {
    (try? $0.parameters.contains("emit=structures")) == true
  }

  /// Every feature of messages, hard names and both visibilities give Swift that compiles.
  @Test(arguments: messages)
  func `gives Swift that compiles`(_ golden: ContractCase) throws {
    let run = try compile(ContractGenerator.generate(golden.request()))
    #expect(run.status == 0, "\(run.errors)")
  }

  /// All Swift of a contract stands in one module if it is emitted in one run: messages,
  /// interfaces, stubs and doubles, also where methods are called like members of those.
  @Test func `all parts of a service compile as one module`() throws {
    let cases = ContractCase.all(in: "Golden")
    let golden = try #require(cases.first { $0.testDescription == "doubles" })
    var request = try golden.request()
    let others = GeneratorPart.allCases.filter { $0 != .doubles }
    request.parameter += others.map { ",emit=\($0.rawValue)" }.joined()
    let files = try ContractGenerator.generate(request)
    for part in ["", ".interface", ".client", ".double"] {
      #expect(files.contains { $0.name == "doubles\(part).swift" })
    }
    let run = try compile(files, with: Compiler.settingsOfCalls)
    #expect(run.status == 0, "\(run.errors)")
  }

  /// Code that was generated for another version of the runtime does not compile: neither the Swift
  /// nor the C.
  @Test func `code for another runtime does not compile`() throws {
    let golden = try #require(Self.messages.first { $0.testDescription == "scalars" })
    var files = try ContractGenerator.generate(golden.request())
    let (right, wrong) = (GeneratorVersion.messages, GeneratorVersion.messages + 1)
    for index in files.indices {
      files[index].content = files[index].content
        .replacingOccurrences(of: "GeneratedMessages_\(right)", with: "GeneratedMessages_\(wrong)")
        .replacingOccurrences(
          of: "LINTAS_TABLE_VERSION != \(right)", with: "LINTAS_TABLE_VERSION != \(wrong)")
    }
    let run = try compile(files)
    #expect(run.status != 0)
    #expect(run.errors.contains("generated for another version of LintasProtobuf"))

    for index in files.indices {
      files[index].content = files[index].content
        .replacingOccurrences(
          of: "LINTAS_TABLE_VERSION != \(wrong)", with: "LINTAS_TABLE_VERSION != \(right)")
    }
    let second = try compile(files)
    #expect(second.status != 0)
    #expect(second.errors.contains("cannot find type 'GeneratedMessages_\(wrong)' in scope"))
  }

  /// Compiles the Swift among the files, over the C among them.
  private func compile(
    _ files: [PluginResponse.File], with more: [String] = []
  ) throws -> Command.Outcome {
    let scratch = try Scratch()
    defer { scratch.remove() }
    try scratch.write(files)
    let sources = files.map(\.name).filter { $0.hasSuffix(".swift") }
      .map { scratch.folder.appendingPathComponent($0).path }
    let settings = try Compiler.settings(
      includes: [scratch.folder.appendingPathComponent("include").path])
    return try Command.run(
      "swiftc",
      ["-typecheck", "-parse-as-library", "-module-name", "Golden"] + settings
        + more + sources,
      seconds: 300)
  }
}
