package import LintasStore
internal import LintasProtobuf
internal import LintasRecords

extension Registry {
  /// Version of the tables' layout that this program writes.
  private static let layout: UInt32 = 1

  /// The labels of the office's tables, for the configuration of the store.
  package static var tables: [TableLabel] { Tables.labels }

  /// The registry of a store. A new store gets its secret; the reference data of an old one are
  /// read.
  ///
  /// - Throws: `RegistryError.layoutTooNew`; `ReferenceFaults` if stored reference data no longer
  ///   make sense to this program; `StoreError`.
  package static func open(_ store: Store, surroundings: Surroundings) async throws -> Registry {
    let facts = try await store.write { transaction in
      try settle(&transaction, random: surroundings.random)
    }
    guard facts.layout <= layout else { throw RegistryError.layoutTooNew(facts.layout) }
    let lines = try store.read { try $0.referenceLines() }
    return Registry(
      store: store, surroundings: surroundings, keys: StoreKeys(secret: facts.secret),
      rules: lines.isEmpty ? nil : try ReferenceBook(lines))
  }

  private static func settle(
    _ transaction: inout WriteTransaction, random: (Int) -> [UInt8]
  ) throws -> StoreRecord {
    let key = Tables.facts.key("store")
    if let facts = try transaction.record(StoreRecord.self, at: key) { return facts }
    let facts = StoreRecord.with {
      $0.layout = layout
      $0.secret = random(32)
    }
    try transaction.put(key, StoredValue.bytes(facts, at: key))
    return facts
  }
}
