internal import Foundation
internal import LintasStore

/// The side that kills: starts a writer, ends it with SIGKILL at a random instant, opens the folder
/// and compares it with what was acknowledged. Every round goes on with the same folder.
struct CrashRounds {
  let folder: String

  /// Runs the rounds and prints the result; true when nothing was lost and nothing half-written.
  func run(_ rounds: Int) throws -> Bool {
    let acknowledgements = folder + "-acknowledged"
    var lost = 0
    for round in 1...max(rounds, 1) {
      try killWriter(acknowledgements)
      let acknowledged = try Self.numbers(in: acknowledgements)
      let store = try Store.open(StoreConfiguration(folder: folder, tables: CrashTables.labels))
      defer { store.close() }
      do {
        let found = try store.read { try CrashTables.verify($0) }
        let missing = acknowledged.subtracting(found)
        lost += missing.count
        print("round \(round): acknowledged \(acknowledged.count), found \(found.count)")
      } catch let error as CrashTables.HalfWritten {
        print("round \(round): half-written: \(error.what)")
        return false
      }
    }
    print("rounds \(rounds), lost \(lost)")
    return lost == 0
  }

  private func killWriter(_ acknowledgements: String) throws {
    let writer = Process()
    writer.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    writer.arguments = ["write", folder, acknowledgements]
    try writer.run()
    usleep(UInt32.random(in: 50_000...250_000))
    kill(writer.processIdentifier, SIGKILL)
    writer.waitUntilExit()
  }

  private static func numbers(in path: String) throws -> Set<UInt64> {
    guard let data = FileManager.default.contents(atPath: path) else { return [] }
    let bytes = [UInt8](data)
    return bytes.withUnsafeBytes { bytes in
      Set(
        (0..<bytes.count / 8).map { bytes.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self) })
    }
  }
}
