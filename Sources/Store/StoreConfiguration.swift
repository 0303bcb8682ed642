/// Everything about a store that can be chosen, with the house's limits as defaults.
package struct StoreConfiguration: Sendable {
  /// The data folder. It is made with mode 0700 if it is missing; its parent must exist.
  package var folder: String
  /// The labels of all tables of the application.
  package var tables: [TableLabel]
  /// Ceiling of the data file in bytes. It is address space, not disk: the file grows as needed.
  /// LMDB cannot change it while transactions run, so it is chosen once, and generously.
  package var mapBytes = 64 << 30
  /// How many threads may read at the same time.
  package var readers: UInt32 = 256
  /// How many changes may wait for the writer before others are refused with `StoreError.busy`.
  package var queueLimit = 4096
  /// At most so many changes share a commit.
  package var batchWrites = 1024
  /// A batch ends when its changes have taken so many bytes, so that no transaction outgrows LMDB.
  package var batchBytes = 16 << 20
  /// How many entries the change feed keeps.
  package var feedRetention: UInt64 = 1_000_000
  /// Called once, on the writer's thread, when the store has failed and answers nothing any more.
  /// The server should print the sentence and stop.
  package var onFailure: @Sendable (StoreError) -> Void = { _ in }

  /// A configuration with the defaults.
  package init(folder: String, tables: [TableLabel] = []) {
    self.folder = folder
    self.tables = tables
  }
}
