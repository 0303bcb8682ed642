import Foundation
import Testing

/// A change of the contracts that breaks what a release wrote does not pass `make lint`.
@Suite struct BreakingTests {
  /// buf lies beside the Python of the tests; without it (and outside CI) there is nothing to try.
  static let environment = ProcessInfo.processInfo.environment
  static let buf = environment["LINTAS_PYTHON"].map {
    URL(fileURLWithPath: $0).deletingLastPathComponent().appendingPathComponent("buf").path
  }

  /// A contract in a repository of its own, and what is done to it.
  struct Change: CustomTestStringConvertible, Sendable {
    var testDescription: String
    var replace: (String, String)
    var isTagged = true
    /// What the check prints; nil when it passes.
    var complaint: String?
  }

  static let changes = [
    Change(testDescription: "nothing", replace: ("name", "name")),
    Change(
      testDescription: "a field is added",
      replace: ("string name = 1;", "string name = 1;\n  string town = 3;")),
    Change(testDescription: "a field is renamed", replace: ("string name", "string full_name")),
    Change(
      testDescription: "a number is given to another field",
      replace: ("string name = 1;", "bool name = 1;"), complaint: "changed type"),
    Change(
      testDescription: "a field goes and its number is free",
      replace: ("string name = 1;", ""), complaint: "was deleted without reserving"),
    Change(
      testDescription: "there is no release yet", replace: ("string name = 1;", ""),
      isTagged: false),
  ]

  @Test(
    .enabled(if: buf != nil || environment["CI"] != nil), arguments: changes)
  func `tells what breaks a release`(_ change: Change) throws {
    let buf = try #require(Self.buf)
    let scratch = try Scratch()
    defer { scratch.remove() }
    let proto = scratch.folder.appendingPathComponent("Proto")
    try FileManager.default.createDirectory(at: proto, withIntermediateDirectories: true)
    let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    try FileManager.default.copyItem(
      at: root.appendingPathComponent("Proto/buf.yaml"),
      to: proto.appendingPathComponent("buf.yaml"))
    let contract = """
      syntax = "proto3";
      package town.v1;
      message Person {
        string name = 1;
        int32 year = 2;
      }
      """
    let file = proto.appendingPathComponent("town.proto")
    try contract.write(to: file, atomically: true, encoding: .utf8)
    try git(["init", "--quiet"], scratch)
    try git(["add", "--all"], scratch)
    try git(["commit", "--quiet", "--message", "A release"], scratch)
    if change.isTagged { try git(["tag", "v1"], scratch) }
    let (old, new) = change.replace
    try contract.replacingOccurrences(of: old, with: new)
      .write(to: file, atomically: true, encoding: .utf8)

    let check = root.appendingPathComponent("Sources/Tools/check-breaking.sh").path
    let run = try Command.run(check, [buf, scratch.folder.path])
    #expect((run.status == 0) == (change.complaint == nil), "\(run.output)\(run.errors)")
    if let complaint = change.complaint { #expect(run.output.contains(complaint)) }
  }

  private func git(_ arguments: [String], _ scratch: Scratch) throws {
    let author = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]
    let run = try Command.run("git", ["-C", scratch.folder.path] + author + arguments)
    #expect(run.status == 0, "\(run.errors)")
  }
}
