/// What is wrong with the store's content. Never the caller's fault, so no refusal.
package enum RegistryError: Error, Equatable, Sendable {
  /// The value under this key is not a record of its table.
  case damaged(_ key: [UInt8])

  /// The store was made by a newer version of this program.
  case layoutTooNew(UInt32)
}
