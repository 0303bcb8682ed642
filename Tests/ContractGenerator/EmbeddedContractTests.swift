import Foundation
import Testing

@testable import LintasContractGenerator

/// What reflection shows is the contract as protoc compiled it, not what protoc-gen-c was given.
struct EmbeddedContractTests {
  /// Every file of the office's contracts is embedded as protoc itself writes it, extensions of
  /// options included, and without comments.
  @Test func `files are protoc's own`() throws {
    let wanted = ["lintas/v1/applicant.proto", "lintas/v1/training.proto"]
    let proto = ContractCase.root.appendingPathComponent("Proto")
    let request = try Protoc.request(
      files: wanted, from: [proto], parameters: Self.parameters)
    let scratch = try Scratch()
    defer { scratch.remove() }
    let path = scratch.folder.appendingPathComponent("set").path
    let run = try Command.run(
      "protoc",
      ["--proto_path=\(proto.path)", "--include_imports", "--descriptor_set_out=\(path)"] + wanted)
    #expect(run.status == 0, "\(run.errors)")
    var reader = WireReader([UInt8](try Data(contentsOf: URL(fileURLWithPath: path))))
    var files: [String: [UInt8]] = [:]
    while case (1, .data(let file))? = reader.next() {
      var fields = WireReader(file)
      guard case (1, .data(let name))? = fields.next() else { continue }
      files[String(decoding: name, as: UTF8.self)] = file
    }
    #expect(files.count >= 5)
    #expect(Set(files.keys) == Set(request.closure(of: request.wanted).map(\.name)))
    for (name, file) in files { #expect(request.encodedFiles[name] == file, "\(name)") }

    // The generated constants, read back as the compiler reads them.
    let emitted = try ContractGenerator.generate(request)
    let contracts = try #require(emitted.first { $0.name == "LintasMessagesContracts.swift" })
    let constants = Self.constants(in: contracts.content)
    #expect(constants.count == files.count)
    for (name, text) in constants {
      #expect(text.unicodeScalars.map { UInt8($0.value) } == files[name], "\(name)")
    }
  }

  /// A service is given its own file and what that imports, and no other.
  @Test func `a contract holds what its service needs`() throws {
    let request = try Protoc.request(
      """
      syntax = "proto3";
      package golden;
      import "google/protobuf/timestamp.proto";
      import "grpc/health/v1/health.proto";
      message Sample { google.protobuf.Timestamp at = 1; }
      service Pipes { rpc Send(Sample) returns (Sample); }
      """, parameters: "emit=contracts,module=golden:Golden:CGolden,module=google:G:CG")
    let files = try ContractGenerator.generate(request)
    #expect(files.map(\.name) == ["GoldenContracts.swift"])
    let content = try #require(files.first?.content)
    #expect(content.contains("static var pipesService: ServiceContract"))
    #expect(
      Self.constants(in: content).map(\.name) == [
        "google/protobuf/timestamp.proto", "grpc/health/v1/health.proto", "contract.proto",
      ])
  }

  private static let parameters =
    "emit=interfaces,policed=lintas,prefix=google:Google,module=google:LintasStandard:CStandard,"
    + "module=lintas.v1:LintasMessages:CMessages"

  /// The constants in emitted Swift: path and text.
  private static func constants(in content: String) -> [(name: String, text: String)] {
    content.matches(of: /path: "([^"]+)",\n *latin1: """\n((?s).*?)\n *"""\n/).map { match in
      let lines = match.2.split(separator: "\n").map { $0.drop { $0 == " " } }
      // Leading spaces are the block's own indentation of eight.
      let exact = match.2.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.dropFirst(8) }
      #expect(lines.count == exact.count)
      return (String(match.1), unescaped(exact.map { $0.hasSuffix("\\") ? $0.dropLast() : $0 }))
    }
  }

  private static func unescaped(_ lines: [Substring]) -> String {
    var text = String.UnicodeScalarView()
    var rest = lines.joined().unicodeScalars[...]
    while let scalar = rest.popFirst() {
      guard scalar == "\\", let kind = rest.popFirst() else {
        text.append(scalar)
        continue
      }
      guard kind == "u" else {
        text.append(kind)
        continue
      }
      let digits = rest.dropFirst().prefix { $0 != "}" }
      rest = rest.dropFirst(digits.count + 2)
      if let number = UInt32(String(digits), radix: 16), let one = Unicode.Scalar(number) {
        text.append(one)
      }
    }
    return String(text)
  }
}
