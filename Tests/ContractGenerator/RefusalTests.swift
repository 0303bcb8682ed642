import Foundation
import Testing

@testable import LintasContractGenerator

/// What the generator cannot bear is refused with file, line and a sentence, and nothing is made.
struct RefusalTests {
  /// Each case below Refused/ is answered with exactly its sentences.
  @Test(arguments: ContractCase.all(in: "Refused"))
  func `is refused with its sentences`(_ refused: ContractCase) throws {
    let response = try ContractGenerator.respond(to: refused.request())
    let path = refused.folder.appendingPathComponent("sentences")
    let sentences = (response.error ?? "") + "\n"
    if ProcessInfo.processInfo.environment["LINTAS_UPDATE_GOLDEN"] != nil {
      try Data(sentences.utf8).write(to: path)
    }
    #expect(sentences == (try? String(contentsOf: path, encoding: .utf8)))
    #expect(response.files.isEmpty)
  }

  /// Editions are refused, though this protoc does not know them yet.
  @Test func `editions are refused`() throws {
    var request = try Protoc.request("syntax = \"proto3\";\npackage golden;\nmessage Any {}\n")
    request.files[0].syntax = "editions"
    #expect(
      ContractGenerator.respond(to: request).error
        == "contract.proto:1:1: the file is written in editions; only proto3 can be generated.")
  }

  /// Only options are extended, at the top of a file or in a message. protoc says so itself;
  /// another program that calls the generator might not.
  @Test func `extensions of messages are refused`() throws {
    var request = try Protoc.request(
      """
      syntax = "proto3";
      package golden;
      import "google/protobuf/descriptor.proto";
      extend google.protobuf.FieldOptions { string unit = 50001; }
      message Plain {
        extend google.protobuf.MessageOptions { string owner = 50002; }
      }
      """)
    #expect(ContractGenerator.respond(to: request).error == nil)
    #expect(request.files[1].extensions.map(\.name) == ["unit", "owner"])
    request.files[1].extensions[1].extendee = "golden.Plain"
    #expect(
      ContractGenerator.respond(to: request).error
        == "contract.proto:6:43: \"owner\" extends \"golden.Plain\"; only options can be extended, "
        + "so make it a field of that message.")
  }

  /// What an imported file holds is refused too, since protoc-gen-c would be given it; an imported
  /// file that no field needs may be what it likes.
  @Test func `only files that are needed are judged`() throws {
    var request = try Protoc.request(
      """
      syntax = "proto3";
      package golden;
      import "google/protobuf/descriptor.proto";
      message Plain {}
      """)
    #expect(ContractGenerator.respond(to: request).error == nil)

    let field = FieldDescriptor(
      name: "options", number: 1, kind: .message, typeName: "google.protobuf.FileOptions")
    request.files[1].messages[0].fields = [field]
    let error = ContractGenerator.respond(to: request).error ?? ""
    #expect(
      error.contains("the file is written in proto2; only proto3 can be generated."),
      "\(error)")
  }

  /// Bytes that are no request end in an error, whatever they are.
  @Test func `bytes that are no request are refused`() {
    #expect(throws: GenerationError.self) {
      try PluginRequest(decoding: [0x0a, 0xff, 0xff, 0xff])
    }
    #expect(throws: GenerationError.self) {
      try PluginResponse(decoding: [0x7f])
    }
  }
}
