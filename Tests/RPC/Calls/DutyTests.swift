import Foundation
import Testing

/// Promise: the tables of duties name tests that there are, so that a duty does not lose its proof
/// unseen; and bad input that has a name has a test of that name.
@Suite struct DutyTests {
  /// The text of each file of tests, by the name of its suite.
  private static let suites: [String: String] = {
    let tests = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    var suites: [String: String] = [:]
    for folder in ["RPC", "Transport"] {
      let files = FileManager.default.enumerator(
        at: tests.appending(path: folder), includingPropertiesForKeys: nil)
      while let file = files?.nextObject() as? URL {
        guard file.lastPathComponent.hasSuffix("Tests.swift") else { continue }
        suites[file.deletingPathExtension().lastPathComponent] = try? String(
          contentsOf: file, encoding: .utf8)
      }
    }
    return suites
  }()

  @Test(arguments: (Duty.server + Duty.client).map(\.what))
  func dutyHasItsTests(what: String) throws {
    let duty = try #require((Duty.server + Duty.client).first { $0.what == what })
    #expect(!duty.proofs.isEmpty)
    for proof in duty.proofs { #expect(isTest(proof), "there is no test \(proof)") }
  }

  @Test(arguments: [
    "messageThatRacesHeaders", "lateMessagesAfterClose", "streamClosedWhileAHandlerWrites",
    "handlerThatNeverReturns", "shutdownDoesNotWaitForAHandlerThatNeverReturns",
    "clientThatVanishes",
  ])
  func badInputHasItsTest(name: String) {
    #expect(isTest("BadInputTests.\(name)"))
  }

  /// The search itself can fail.
  @Test func whatIsNoTestIsNotFound() {
    #expect(!isTest("ServerDutyTests.answer"))
    #expect(!isTest("ServerDutyTests.headerListTooLarge"))
    #expect(!isTest("NoSuchTests.headerListTooLargeIsReset"))
  }

  /// Whether a suite has a test of this name: a function with `@Test` before it.
  private func isTest(_ proof: String) -> Bool {
    let parts = proof.split(separator: ".")
    guard parts.count == 2, let text = Self.suites[String(parts[0])] else { return false }
    guard let place = text.range(of: "func \(parts[1])(") else { return false }
    let before = text[..<place.lowerBound]
    guard let mark = before.range(of: "@Test", options: .backwards) else { return false }
    return !before[mark.upperBound...].contains("func ")
  }
}
