internal import LintasClient
internal import LintasMessages
internal import LintasProtobuf
internal import LintasRPC

/// Somebody who looks and submits without a pause until the tally has ended.
struct BusyCitizen {
  let client: LintasClient
  let seed: UInt64
  let tally: DrainTally

  /// Makes calls one after the other, and tells the tally how each ended.
  func live() async {
    var random = SeededGenerator(seed: seed)
    var options = CallOptions(timeout: .seconds(60))
    options.waitsForReady = true
    while !tally.isOver {
      let choice = Int.random(in: 0..<8, using: &random)
      do {
        try await call(choice, options, &random)
        tally.succeeded()
      } catch {
        tally.failed("call \(choice): \(error)")
      }
    }
  }

  private func call(
    _ choice: Int, _ options: CallOptions, _ random: inout SeededGenerator
  ) async throws {
    switch choice {
    case 0: _ = try await client.health.check(.init(), options: options)
    case 1, 2, 3: _ = try await client.applicant.listApplications(.init(), options: options)
    default:
      let serial = Int.random(in: 1...9999, using: &random)
      let answer = try await client.applicant.submitApplication(
        MadeUpCitizen(serial: serial).submission, options: options)
      tally.acknowledge(answer.application.applicationID)
    }
  }
}
