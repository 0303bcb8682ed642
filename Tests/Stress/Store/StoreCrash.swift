internal import Foundation
internal import LintasStore

/// A program that is killed: it writes to a store until SIGKILL ends it, and a second copy of it
/// checks that nothing acknowledged is missing and nothing is half there.
///
///     StoreCrash crash FOLDER ROUNDS     rounds of kill and check; exit status 1 when one fails
///     StoreCrash write FOLDER ACKS       writes until killed; notes in ACKS what was acknowledged
///     StoreCrash die-reading FOLDER      dies within a read transaction
///     StoreCrash until-failure FOLDER    writes until the store fails; prints its sentences
///
/// A build with `-Xswiftc -DMUTANT_EARLY_ACKNOWLEDGE` acknowledges before the commit; `crash` must
/// find it out.
@main
struct StoreCrash {
  static func main() async {
    let arguments = Array(CommandLine.arguments.dropFirst())
    do {
      switch (arguments.first, arguments.count) {
      case ("crash", 3):
        exit(try CrashRounds(folder: arguments[1]).run(Int(arguments[2]) ?? 0) ? 0 : 1)
      case ("write", 3):
        try await CrashWriter(folder: arguments[1], acknowledgements: arguments[2]).run()
      case ("die-reading", 2):
        try dieReading(arguments[1])
      case ("until-failure", 2):
        try await untilFailure(arguments[1])
      default:
        print("usage: StoreCrash crash FOLDER ROUNDS")
        exit(2)
      }
    } catch {
      print("\(error)")
      exit(3)
    }
  }

  /// Leaves a reader's slot behind, as a killed process does.
  static func dieReading(_ folder: String) throws {
    let store = try Store.open(StoreConfiguration(folder: folder, tables: CrashTables.labels))
    try store.read { snapshot in
      _ = try snapshot.count(CrashTables.rows.range())
      kill(getpid(), SIGKILL)
    }
  }

  /// Writes one number after another until the store has failed for good.
  static func untilFailure(_ folder: String) async throws {
    var configuration = StoreConfiguration(folder: folder, tables: CrashTables.labels)
    configuration.onFailure = { say("hook: \($0)") }
    let store = try Store.open(configuration)
    for number in 0..<1000 as Range<UInt64> {
      do {
        try await store.write { try CrashTables.put(number, &$0) }
      } catch {
        say("write: \(error)")
        guard case StoreError.failed = error else { continue }
        do {
          try store.read { _ in }
          say("read: answered")
        } catch {
          say("read: \(error)")
        }
        return
      }
    }
    say("never failed")
  }

  /// Prints at once: the buffer of `print` is lost when the process is killed.
  static func say(_ text: String) {
    let line = Array("\(text)\n".utf8)
    _ = write(1, line, line.count)
  }
}
