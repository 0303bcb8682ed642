import Foundation
import Testing

/// Protobuf's own conformance suite finds nothing wrong with our messages: proto3, binary and JSON,
/// required and recommended cases, none expected to fail.
///
/// `make test` fetches the suite before; where that did not work, the test is skipped and says so.
struct ConformanceTests {
  private static let folder = ContractCase.root.appendingPathComponent(".build-conformance")
  private static let isFetched = FileManager.default
    .fileExists(atPath: folder.appendingPathComponent("version").path)

  /// Messages are generated from the suite's contracts, built and tested.
  @Test(
    .enabled(if: isFetched, "protobuf's suite could not be fetched: see make conformance"),
    .timeLimit(.minutes(10)))
  func `the suite passes`() throws {
    let script = ContractCase.root.appendingPathComponent("Tests/Conformance/conformance.sh").path
    let run = try Command.run(
      script, [ProgramTests().program, Self.folder.path], seconds: 580)
    print(run.output)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.contains(" 0 expected failures, 0 unexpected failures."))
  }
}
