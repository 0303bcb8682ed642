internal import Foundation
internal import LintasClient
internal import LintasMessages
internal import LintasProtobuf
internal import LintasRPC

/// Callers that submit one application after the other, each over a connection of its own.
/// What counts is what was acknowledged, which means: is on disk.
struct SubmissionLoad {
  /// What one caller got acknowledged.
  private struct Tally {
    /// Within the measured time.
    var counted = 0
    /// In all, with the first one, which opens the connection.
    var all = 0
  }

  private let callers: [LintasClient]

  /// Callers who are not connected yet.
  ///
  /// - Parameter sessions: a file of session tokens, one a line; the callers take them in turn.
  init(server: String, authority: String, sessions: String, callers count: Int) throws {
    let tokens = try String(contentsOfFile: sessions, encoding: .utf8).split(separator: "\n")
    guard !tokens.isEmpty else { throw BenchFailure("\(sessions) holds no sessions") }
    callers = try (0..<count).map {
      try LintasClient(
        server, trust: .authority(file: authority),
        identity: .session(String(tokens[$0 % tokens.count])))
    }
  }

  /// Submits for a while and gives the figures.
  func run(for time: Duration) async throws -> String {
    try await each { try await submit($0) }
    let start = ContinuousClock.now
    let tallies = try await each { caller in
      var tally = Tally(counted: 0, all: 1)
      repeat {
        try await submit(caller)
        tally.all += 1
        if start.duration(to: .now) < time { tally.counted += 1 }
      } while start.duration(to: .now) < time
      return tally
    }
    for caller in callers { caller.close() }
    let counted = tallies.reduce(0) { $0 + $1.counted }
    let all = tallies.reduce(0) { $0 + $1.all }
    return "submissions=\(counted)\nseconds=\(time / .seconds(1))\nall=\(all)"
  }

  /// Lets all callers do something at the same time.
  @discardableResult
  private func each<Result: Sendable>(
    _ body: @escaping @Sendable (LintasClient) async throws -> Result
  ) async throws -> [Result] {
    try await withThrowingTaskGroup(of: Result.self) { group in
      for caller in callers { group.addTask { try await body(caller) } }
      return try await group.reduce(into: []) { $0.append($1) }
    }
  }
}

/// Submits one application for somebody who does not exist.
private func submit(_ caller: LintasClient) async throws {
  let day = Int.random(in: 1...28)
  let month = Int.random(in: 1...12)
  let year = Int.random(in: 1966...2004)
  // The NIK: district of first registration, day, month and year of birth, serial.
  let nik =
    "180801" + padded(day, 2) + padded(month, 2) + padded(year % 100, 2)
    + padded(Int.random(in: 1...9999), 4)
  let request = SubmitApplicationRequest.with {
    $0.form.officeCode = "18.08"
    $0.form.kind = .electronic
    $0.form.validity = .tenYears
    $0.form.reason = .first
    $0.form.person.nik = nik
    $0.form.person.fullName = "Bambang Saputra"
    $0.form.person.sex = .male
    $0.form.person.birthPlace = "Blambangan Umpu"
    $0.form.person.birthDate = "\(year)-\(padded(month, 2))-\(padded(day, 2))"
    $0.form.person.maritalStatus = .single
    $0.form.person.address = "Jalan Contoh 4, Baradatu"
    for paper in [DocumentKind.identityCard, .familyCard, .birthProof] {
      $0.form.documents.append(paper)
    }
  }
  _ = try await caller.applicant.submitApplication(
    request, options: CallOptions(timeout: .seconds(60)))
}

private func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.count)) + digits
}
