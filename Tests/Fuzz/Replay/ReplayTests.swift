import Foundation
import FuzzTargets
import Testing

/// Promise: every input that a fuzzer found worth keeping, among them each that once made a target
/// fail, is borne.
@Suite struct ReplayTests {
  private static let corpus = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("Corpus")

  /// In a program of its own, which a fault ends; then one by one, to name those that end it.
  @Test(.timeLimit(.minutes(5)), arguments: FuzzTarget.allCases)
  func theCorpusIsBorne(target: FuzzTarget) throws {
    let files = try FileManager.default.contentsOfDirectory(
      at: Self.corpus.appendingPathComponent(target.rawValue), includingPropertiesForKeys: nil)
    #expect(files.count > 50)
    if try run(target, files) == 0 { return }
    let failing = try files.filter { try run(target, [$0]) != 0 }
    Issue.record("\(target) fails on \(failing.map(\.lastPathComponent).sorted())")
  }

  /// The exit code of the program; a signal counts as 1.
  private func run(_ target: FuzzTarget, _ files: [URL]) throws -> Int32 {
    let process = Process()
    let products = try #require(Bundle.main.executableURL).deletingLastPathComponent()
    process.executableURL = products.appendingPathComponent("lintas-fuzz")
    process.arguments = files.map(\.path)
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["LINTAS_FUZZ_TARGET": target.rawValue]
    ) { $1 }
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return process.terminationReason == .exit ? process.terminationStatus : 1
  }
}
