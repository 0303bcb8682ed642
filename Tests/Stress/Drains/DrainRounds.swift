internal import DaemonControl
internal import Foundation
internal import LintasClient
internal import LintasMessages
internal import LintasProtobuf
internal import LintasRPC

/// A server that ends and starts again, and the citizens who do not notice.
struct DrainRounds {
  private static let citizens = 16
  /// The most that a drain may take.
  private static let limit = Duration.seconds(10)

  private let daemon: Daemon
  private let referenceData: URL
  private let seed: UInt64

  /// A server that is not started yet.
  ///
  /// - Parameters:
  ///   - program: the path of lintasd.
  ///   - referenceData: the file of offices, fees and holidays to load.
  ///   - folder: an empty folder for data and logs.
  ///   - seed: what the pauses and the citizens' choices follow from.
  init(program: String, referenceData: URL, folder: URL, seed: UInt64) {
    daemon = Daemon(program: program, folder: folder)
    self.referenceData = referenceData
    self.seed = seed
  }

  /// Runs all rounds and prints what happened.
  ///
  /// - Returns: whether all went well.
  func run(rounds: Int) async throws -> Bool {
    try await daemon.prepare(referenceData: referenceData, officers: [])
    try await daemon.start()
    guard let address = daemon.address else { return false }
    let tally = DrainTally()
    let clients = try await join(address)
    var longest = Duration.zero
    var cuts = 0
    try await withThrowingTaskGroup(of: Void.self) { group in
      for (number, client) in clients.enumerated() {
        let citizen = BusyCitizen(client: client, seed: seed &+ UInt64(number), tally: tally)
        group.addTask { await citizen.live() }
      }
      var random = SeededGenerator(seed: seed)
      for round in 1...rounds {
        try await Task.sleep(for: .milliseconds(Int.random(in: 20...300, using: &random)))
        let start = ContinuousClock.now
        let code = try await daemon.stop(within: .seconds(60))
        let time = start.duration(to: .now)
        longest = max(longest, time)
        if code != 0 || time > Self.limit || daemon.log.contains("calls-cut=true") { cuts += 1 }
        try await daemon.start(["--listen", address])
        if round % 20 == 0 { print("round \(round): \(tally.summary)") }
      }
      tally.end()
      try await group.waitForAll()
    }
    let missing = try await count(clients, tally)
    _ = try await daemon.stop()
    print(
      "drains \(rounds): \(tally.summary), longest drain \(longest), drains that cut \(cuts),"
        + " submissions missing or double \(missing)")
    for text in tally.failures.prefix(5) { print("failed: \(text)") }
    return tally.failures.isEmpty && cuts == 0 && missing == 0
  }

  /// Accounts and sessions for all citizens, few at a time: hashing secrets is slow.
  private func join(_ address: String) async throws -> [LintasClient] {
    var clients: [LintasClient] = []
    for number in 0..<Self.citizens {
      let client = try LintasClient(address, trust: .authority(file: daemon.authority.path))
      let person = MadeUpCitizen(serial: number + 1)
      _ = try await client.identity.register(person.registration)
      let session = try await client.identity.signIn(person.credentials)
      clients.append(client.signedIn(session.sessionToken))
    }
    return clients
  }

  /// How far what is kept differs from what was acknowledged.
  private func count(_ clients: [LintasClient], _ tally: DrainTally) async throws -> Int {
    var kept: [String: Int] = [:]
    for client in clients {
      var page = ""
      repeat {
        let token = page
        let answer = try await client.applicant.listApplications(
          .with {
            $0.pageSize = 100
            $0.pageToken = token
          })
        for application in answer.applications { kept[application.applicationID, default: 0] += 1 }
        page = answer.nextPageToken
      } while !page.isEmpty
    }
    let acknowledged = tally.acknowledged
    let doubles = kept.values.reduce(0) { $0 + $1 - 1 }
    let strangers = kept.keys.filter { !acknowledged.contains($0) }.count
    return acknowledged.filter { kept[$0] == nil }.count + doubles + strangers
  }
}
