internal import Foundation
internal import LintasRecords
internal import LintasStore
internal import LintasTestOffice

@testable internal import LintasOffice

/// An office whose store is closed and opened again and again, to which steps of cases happen.
final class CountedOffice {
  private(set) var registry: Registry
  private var store: Store
  private let folder: URL
  private let feedRetention: UInt64
  private let clock = TestClock(TestOffice.start)

  init(feedRetention: UInt64 = 1_000_000) async throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "counted-\(UUID())")
    self.feedRetention = feedRetention
    (store, registry) = try await Self.open(folder, feedRetention, clock)
  }

  deinit {
    store.close()
    try? FileManager.default.removeItem(at: folder)
  }

  /// Closes the store and opens it again.
  func restart() async throws {
    store.close()
    (store, registry) = try await Self.open(folder, feedRetention, clock)
  }

  /// Stores steps of cases, all in one transaction.
  func store(_ steps: [(record: CaseRecord, old: CaseRecord?)]) async throws {
    let registry = registry
    try await registry.write(.decideCase, by: .console) { books in
      for step in steps { try books.store(step.record, replacing: step.old, registry.keys) }
    }
  }

  /// The numbers as they are stored, and as they follow from the cases.
  func numbers() throws -> (stored: CaseNumbers, computed: CaseNumbers) {
    try registry.read { (try $0.caseNumbers(), try $0.numbersOfAllCases().numbers) }
  }

  private static func open(
    _ folder: URL, _ feedRetention: UInt64, _ clock: TestClock
  ) async throws -> (Store, Registry) {
    var configuration = StoreConfiguration(folder: folder.path, tables: Registry.tables)
    configuration.mapBytes = 1 << 30
    configuration.feedRetention = feedRetention
    let store = try Store.open(configuration)
    let random = SeededRandom(seed: 7)
    let surroundings = Surroundings(now: { clock.now }, random: { random.bytes($0) })
    return (store, try await Registry.open(store, surroundings: surroundings))
  }
}
