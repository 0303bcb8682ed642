internal import Foundation

/// Proves that no call is lost when a server is stopped in good order under load, again and again.
///
/// `DrainStress LINTASD REFERENCE_DATA ROUNDS [SEED]` starts a server, lets citizens look and
/// submit without a pause, and ends and starts the server ROUNDS times beneath them. Their clients
/// have what `LintasClient` has: retries, and they wait for a server that is away. Ends with
/// status 0 if no call failed, every drain took less than ten seconds and cut no call, and what was
/// acknowledged is there in the end, once; with 2 otherwise.
@main
struct DrainStress {
  static func main() async {
    let words = CommandLine.arguments
    guard words.count >= 4, let rounds = Int(words[3]) else {
      print("usage: DrainStress LINTASD REFERENCE_DATA ROUNDS [SEED]")
      exit(1)
    }
    let seed = words.count > 4 ? UInt64(words[4]) ?? 0 : UInt64.random(in: 1..<1 << 40)
    print("seed \(seed)")
    let folder = FileManager.default.temporaryDirectory.appending(path: "lintas-drains-\(seed)")
    do {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      let stress = DrainRounds(
        program: words[1], referenceData: URL(filePath: words[2]), folder: folder, seed: seed)
      let isClean = try await stress.run(rounds: rounds)
      if isClean { try? FileManager.default.removeItem(at: folder) }
      exit(isClean ? 0 : 2)
    } catch {
      print("DrainStress: \(error); its files are in \(folder.path)")
      exit(2)
    }
  }
}
