package import LintasProtobuf
package import LintasStore

/// Records out of a snapshot, in reading and in changing closures alike.
extension Snapshot where Self: ~Copyable {
  /// The record of an identifier.
  ///
  /// - Throws: `Refusal.notFound` if there is none; `RegistryError.damaged`, `StoreError`.
  package borrowing func get<Record: Message>(
    _ register: Register<Record>, _ id: String
  ) throws -> Record {
    guard let record = try find(register, id) else { throw Refusal.notFound(id) }
    return record
  }

  /// The record of an identifier, or nil.
  package borrowing func find<Record: Message>(
    _ register: Register<Record>, _ id: String
  ) throws -> Record? {
    try record(Record.self, at: register.table.key(id))
  }

  /// The record under a key, or nil.
  borrowing func record<Record: Message>(
    _ type: Record.Type, at key: Key
  ) throws -> Record? {
    guard let value = try get(key) else { return nil }
    return try value.withUnsafeBytes { try StoredValue.record(type, $0, at: key) }
  }

  /// The identifier that an index entry leads to, or nil.
  borrowing func identifier(_ index: Key, in table: Table<String>) throws -> String? {
    guard let value = try get(index) else { return nil }
    return try table.parts(of: value)
  }
}
