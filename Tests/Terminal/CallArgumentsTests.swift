import ArgumentParser
import Foundation
import LintasMessages
import LintasRPC
import Testing

@testable import lintas

/// Promise: what is typed behind `lintas call` is understood as its help says, and what cannot be
/// meant is refused before anything is sent.
@Suite struct CallArgumentsTests {
  @Test func allFlagsTogether() throws {
    let command = try CallCommand.parse([
      "ApplicantService/GetApplication", "-", "--metadata", "X-Trace: a:b", "--metadata",
      "x-trace:c", "--metadata", "key-bin:AAEC", "--deadline", "0.5", "--token", "t",
    ])
    #expect(command.method == "ApplicantService/GetApplication")
    #expect(command.request == "-")
    #expect(command.deadline == 0.5)
    #expect(command.connection.token == "t")
    var metadata = Metadata()
    for field in command.metadata { field.add(to: &metadata) }
    #expect(metadata.values("x-trace") == ["a:b", "c"])
    #expect(metadata.bytes("key-bin") == [0, 1, 2])
  }

  @Test func theRequestIsEmptyIfNoneIsGiven() throws {
    #expect(try CallCommand.parse(["Health/Check"]).request == "{}")
    #expect(try CallCommand.parse(["--list"]).list)
    #expect(try CallCommand.parse(["--list", "Health"]).method == "Health")
  }

  @Test(arguments: [
    [], ["Health/Chek"], ["--list", "Nonsense"], ["Health/Check", "{}", "{}"],
    ["Health/Check", "--deadline", "0"], ["Health/Check", "--deadline", "nan"],
    ["Health/Check", "--deadline", "-1"], ["Health/Check", "--deadline", "soon"],
    ["Health/Check", "--metadata", "no-colon"], ["Health/Check", "--metadata", ":path:/x"],
    ["Health/Check", "--metadata", "grpc-timeout:1S"], ["Health/Check", "--metadata", "a b:c"],
    ["Health/Check", "--metadata", "host:x"], ["Health/Check", "--metadata", "x:line\nbreak"],
    ["Health/Check", "--metadata", "x:é"], ["Health/Check", "--metadata", "key-bin:%%%"],
    ["Health/Check", "--metadata", ":"],
  ])
  func whatCannotBeMeantIsRefused(arguments: [String]) {
    let error = #expect(throws: (any Error).self) { try CallCommand.parse(arguments) }
    if let error { #expect(CallCommand.exitCode(for: error) == .validationFailure) }
  }

  @Test func aRequestComesFromAFile() throws {
    let file = FileManager.default.temporaryDirectory
      .appending(path: "lintas-call-\(UUID().uuidString).json")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(#"{"applicationId": "A"}"#.utf8).write(to: file)
    let request = try RequestText("@\(file.path)").message(as: GetApplicationRequest.self)
    #expect(request.applicationID == "A")

    try Data("{\n  \"applicationId\": 7\n}".utf8).write(to: file)
    let text = try RequestText("@\(file.path)")
    let error = #expect(throws: Complaint.self) { try text.message(as: GetApplicationRequest.self) }
    let sentence = error?.text(in: .en) ?? ""
    #expect(
      sentence.contains(
        "\(file.path): line 2, column 20, application_id: a string is expected"), "\(sentence)")
    #expect(error?.text(in: .id).contains("line 2, column 20") == true)
  }

  @Test func aFileThatIsNotThereIsNamed() {
    let error = #expect(throws: Complaint.self) { try RequestText("@/nowhere/request.json") }
    #expect(error?.text(in: .en).contains("/nowhere/request.json cannot be read") == true)
  }

  @Test(arguments: [
    (#"{"nonsense": 1}"#, "line 1, column 2: the contract has no such field"),
    (#"{"applicationId": "A""#, "line 1, column 22: the text ends too early"),
    ("", "line 1, column 1: the text ends too early"),
    ("[]", "line 1, column 1: an object is expected"),
  ])
  func badJSONIsToldWithItsPlace(json: String, complaint: String) throws {
    let text = try RequestText(json)
    let error = #expect(throws: Complaint.self) { try text.message(as: GetApplicationRequest.self) }
    let sentence = error?.text(in: .en) ?? ""
    #expect(sentence.contains(complaint), "\(sentence)")
    #expect(sentence.contains("lintas.v1.GetApplicationRequest"))
  }
}
