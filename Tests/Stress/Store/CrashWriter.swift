internal import Foundation
internal import LintasStore

/// The side that gets killed: 64 tasks write numbers of their own, each of which they report as
/// soon as the store has acknowledged it.
struct CrashWriter {
  let folder: String
  /// The file that acknowledged numbers are appended to, eight bytes each in one system call: the
  /// kernel keeps them when the process dies.
  let acknowledgements: String

  func run() async throws {
    let store = try Store.open(StoreConfiguration(folder: folder, tables: CrashTables.labels))
    let first = try store.read { snapshot in
      try snapshot.firstKey(CrashTables.rows.range(), .backward)
        .map { try CrashTables.rows.parts(of: $0) + 1 } ?? 0
    }
    let file = open(acknowledgements, O_WRONLY | O_CREAT | O_APPEND, 0o600)
    await withTaskGroup { group in
      for task in 0..<64 as Range<UInt64> {
        group.addTask {
          var number = first + task
          while true {
            let mine = number
            do {
              try await store.write { try CrashTables.put(mine, &$0) }
            } catch {
              return
            }
            withUnsafeBytes(of: mine) { _ = write(file, $0.baseAddress, $0.count) }
            number += 64
          }
        }
      }
    }
  }
}
