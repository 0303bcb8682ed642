internal import Foundation
@testable internal import LintasStore
internal import Testing

/// The promises for bad days: a full map, a full disk, a failed commit, a killed process.
struct FaultTests {
  /// Promise: a used-up quota or a full disk that the system names is a full disk, also where the
  /// file system has room for others; an input error is one only if the file system is full.
  @Test func codesOfAFullDisk() {
    for code in [ENOSPC, EDQUOT] {
      #expect(LMDBCode(code).meansDiskFull(fileSystemIsFull: false))
    }
    #expect(LMDBCode(EIO).meansDiskFull(fileSystemIsFull: true))
    #expect(!LMDBCode(EIO).meansDiskFull(fileSystemIsFull: false))
    #expect(!LMDBCode(EINVAL).meansDiskFull(fileSystemIsFull: true))
  }

  /// Promise: a change that does not fit in the map is refused; its neighbours stand, reading goes
  /// on, and smaller changes are taken afterwards.
  @Test func fullMapIsContained() async throws {
    let folder = try TemporaryFolder()
    var configuration = TestTables.configuration(folder)
    configuration.mapBytes = 4 << 20
    configuration.onFailure = { Issue.record("the store failed: \($0)") }
    let store = try Store.open(configuration)
    try await store.write { try $0.put(TestTables.words.key("before"), [1]) }
    let outcomes = await withTaskGroup(of: (UInt64, Result<Void, StoreError>).self) { group in
      for key in 0..<60 as Range<UInt64> {
        group.addTask {
          do throws(any Error) {
            // Every fifth change is larger than the whole map.
            let size = key % 5 == 0 ? 8 << 20 : 300
            try await store.write { transaction in
              try transaction.put(TestTables.numbers.key(key), [UInt8](repeating: 7, count: size))
              try transaction.announce(Topic("numbers"), [])
            }
            return (key, .success(()))
          } catch {
            return (key, .failure(error as? StoreError ?? .closed))
          }
        }
      }
      return await group.reduce(into: [:]) { $0[$1.0] = $1.1 }
    }
    for (key, outcome) in outcomes {
      let isThere = try store.read { try $0.contains(TestTables.numbers.key(key)) }
      switch outcome {
      case .success: #expect(isThere && key % 5 != 0)
      case .failure(let error): #expect(!isThere && key % 5 == 0 && error == .mapFull)
      }
    }
    #expect(outcomes.count == 60)
    let feed = try store.read { try $0.changes(after: 0, limit: 100) }.entries.map(\.sequence)
    #expect(feed == Array(1...48))
  }

  /// Promise: when the map fills up little by little, what was acknowledged is there and what was
  /// refused is not.
  @Test func fillingTheMapLosesNothing() async throws {
    let folder = try TemporaryFolder()
    var configuration = TestTables.configuration(folder)
    configuration.mapBytes = 2 << 20
    let store = try Store.open(configuration)
    let expected = await withTaskGroup(of: [UInt64].self) { group in
      for task in 0..<16 as Range<UInt64> {
        group.addTask {
          var kept: [UInt64] = []
          for key in task * 60..<task * 60 + 60 {
            do {
              try await store.write {
                try $0.put(TestTables.numbers.key(key), [UInt8](repeating: 7, count: 3000))
              }
              kept.append(key)
            } catch {
              #expect(error as? StoreError == .mapFull)
            }
          }
          return kept
        }
      }
      return await group.reduce(into: Set<UInt64>()) { $0.formUnion($1) }
    }
    #expect(expected.count > 100 && expected.count < 960)
    let found = try store.read { snapshot in
      var found: Set<UInt64> = []
      try snapshot.scan(TestTables.numbers.range()) { key, _ in
        found.insert(try TestTables.numbers.parts(of: key))
        return .next
      }
      return found
    }
    #expect(found == expected)
    // Room that is given back is used again.
    try await store.write { transaction in
      for key in found.sorted().prefix(50) { try transaction.delete(TestTables.numbers.key(key)) }
    }
    try await store.write { try $0.put(TestTables.words.key("again"), [1]) }
  }

  /// Promise: after SIGKILL at a random instant, under 64 writers, every acknowledged change is
  /// there and none is half there.
  @Test(.timeLimit(.minutes(2))) func killedProcessLosesNothing() throws {
    let folder = try TemporaryFolder()
    let result = try CrashTool.run(["crash", folder.store, "4"])
    #expect(result.status == 0, "\(result.output)")
    #expect(result.output.contains("rounds 4, lost 0"), "\(result.output)")
  }

  /// Promise: after a commit that failed for another reason than room, the store says so through
  /// its hook and answers every later call with the failure.
  @Test(
    .timeLimit(.minutes(1)), .enabled(if: Machine.canTrace),
    arguments: ["fdatasync:error=EIO:when=8", "pwrite64:error=EIO:when=12"])
  func failedCommitStopsTheStore(fault: String) throws {
    let folder = try TemporaryFolder()
    let wrapper = [
      "strace", "-f", "-qq", "-o", "/dev/null", "-e", "trace=fdatasync,pwrite64", "-e",
      "inject=\(fault)",
    ]
    let result = try CrashTool.run(["until-failure", folder.store], under: wrapper)
    let sentence = StoreError.failed(code: EIO).sentence
    #expect(result.status == 0)
    #expect(result.output == "hook: \(sentence)\nwrite: \(sentence)\nread: \(sentence)\n")
    // After the restart that the sentence asks for, the store opens.
    try Store.open(StoreConfiguration(folder: folder.store)).close()
  }

  /// Promise: a full disk refuses changes with its own error, and they go on when there is room.
  @Test(.enabled(if: Machine.canMount)) func fullDiskIsContained() async throws {
    let folder = try TemporaryFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path + "/disk", withIntermediateDirectories: false)
    #expect(
      Machine.run("mount", "-t", "tmpfs", "-o", "size=3m,mode=700", "x", folder.path + "/disk"))
    defer { _ = Machine.run("umount", folder.path + "/disk") }
    var configuration = TestTables.configuration(folder)
    configuration.folder = folder.path + "/disk/store"
    configuration.onFailure = { Issue.record("the store failed: \($0)") }
    let store = try Store.open(configuration)
    defer { store.close() }
    let ballast = folder.path + "/disk/ballast"
    #expect(FileManager.default.createFile(atPath: ballast, contents: Data(count: 1 << 20)))
    var kept: [UInt64] = []
    var refusal: StoreError?
    for key in 0..<200 as Range<UInt64> where refusal == nil {
      do {
        try await store.write {
          try $0.put(TestTables.numbers.key(key), [UInt8](repeating: 7, count: 20_000))
        }
        kept.append(key)
      } catch {
        refusal = error as? StoreError
      }
    }
    #expect(refusal == .diskFull && !kept.isEmpty)
    let expected = kept
    try store.read { snapshot in
      for key in expected {
        let isThere = try snapshot.contains(TestTables.numbers.key(key))
        #expect(isThere)
      }
    }
    try FileManager.default.removeItem(atPath: ballast)
    try await store.write { try $0.put(TestTables.words.key("again"), [1]) }
  }
}
