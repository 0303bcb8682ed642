@testable internal import LintasStore

/// Tables that the tests share, and stores over folders of their own.
enum TestTables {
  static let words = Table<String>(40, "words")
  static let numbers = Table<UInt64>(41, "numbers")
  static let byLength = Table<UInt32, String>(42, "words_by_length")
  static let labels = [words.label, numbers.label, byLength.label]

  /// A configuration for a folder, small enough for tests.
  static func configuration(_ folder: TemporaryFolder) -> StoreConfiguration {
    var configuration = StoreConfiguration(folder: folder.store, tables: labels)
    configuration.mapBytes = 256 << 20
    return configuration
  }

  /// Opens a store in a folder.
  static func open(_ folder: TemporaryFolder) throws -> Store {
    try Store.open(configuration(folder))
  }
}
