import Foundation
import Testing

@testable import LintasContractGenerator

/// The program keeps to protoc's and to the command line's manners.
struct ProgramTests {
  /// The built program, beside the tests.
  var program: String {
    let products = Bundle.main.executableURL?.deletingLastPathComponent()
    return products?.appendingPathComponent("protoc-gen-lintas").path ?? ""
  }

  /// `--version` and `--help` print and succeed; anything else is told what there is.
  @Test func `tells what it is`() throws {
    let version = try Command.run(program, ["--version"])
    #expect(version.status == 0)
    #expect(version.output == "protoc-gen-lintas \(GeneratorVersion.name)\n")
    let help = try Command.run(program, ["--help"])
    #expect(help.status == 0)
    #expect(help.output.contains("emit=PART"))
    let wrong = try Command.run(program, ["--colour"])
    #expect(wrong.status == 2)
    #expect(wrong.output.isEmpty)
    #expect(wrong.errors == help.output)
  }

  /// protoc writes the files that the program answers with, and prints its refusals.
  @Test func `works under protoc`() throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    func protoc(_ folder: String) throws -> Command.Outcome {
      let found = ContractCase.all(in: folder == "oneofs" ? "Golden" : "Refused")
        .first { $0.testDescription == folder }
      let contract = try #require(found)
      return try Command.run(
        "protoc",
        [
          "--proto_path=\(contract.folder.path)",
          "--plugin=protoc-gen-lintas=\(program)",
          "--lintas_out=\(scratch.folder.path)",
          "--lintas_opt=\(contract.parameters)",
        ] + contract.protoFiles)
    }
    #expect(try protoc("oneofs").status == 0)
    let swift = scratch.folder.appendingPathComponent("oneofs.swift")
    #expect(FileManager.default.fileExists(atPath: swift.path))
    let refused = try protoc("group")
    #expect(refused.status == 1)
    #expect(refused.errors.contains("contract.proto:6:3: \"inner\" is a group;"))
  }

  /// A program that is given as protoc-gen-c and is none is told as such.
  @Test(arguments: [
    ("exit 3", "cannot be run: it exited with status 3."),
    ("cat >/dev/null", "did not make oneofs.pb-c.h."),
    ("cat >/dev/null; printf '\\377'", "did not answer with a CodeGeneratorResponse."),
    ("cat >/dev/null; printf '\\012\\002no'", "refuses: no"),
  ])
  func `tells what protoc-gen-c did wrong`(_ commands: String, _ sentence: String) throws {
    let scratch = try Scratch()
    defer { scratch.remove() }
    let child = scratch.folder.appendingPathComponent("child")
    try "#!/bin/sh\n\(commands)\n".write(to: child, atomically: true, encoding: .utf8)
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: child.path)
    let contract = try #require(
      ContractCase.all(in: "Golden").first { $0.testDescription == "oneofs" })
    let run = try Command.run(
      "protoc",
      [
        "--proto_path=\(contract.folder.path)",
        "--plugin=protoc-gen-lintas=\(program)", "--lintas_out=\(scratch.folder.path)",
        "--lintas_opt=\(contract.parameters),structures-by=\(child.path)",
      ] + contract.protoFiles)
    #expect(run.status == 1)
    #expect(run.errors.contains(sentence), "\(run.errors)")
  }

  /// A standard input that is no request is an error of the program, not an answer.
  @Test func `refuses other input`() throws {
    let run = try Command.run("sh", ["-c", "printf '\\377' | \(program)"])
    #expect(run.status == 1)
    #expect(run.output.isEmpty)
    #expect(run.errors.contains("is no CodeGeneratorRequest"))
  }
}
