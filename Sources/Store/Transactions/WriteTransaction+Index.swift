/// Secondary indexes: entries of an index table that are kept in the closure that changes the row.
///
/// An index of many is a table whose key is the indexed value followed by the row's own key; its
/// values are empty. A unique index is a table whose key is the indexed value alone; its value is
/// the row's key.
///
/// ```swift
/// try transaction.moveIndex(
///   from: old.map { casesByState.key($0.state, $0.filed, id) },
///   to: casesByState.key(new.state, new.filed, id))
/// ```
extension WriteTransaction {
  /// Moves a row's entry in an index of many. Nil stands for "no row": before it was added, after
  /// it was removed. Nothing is written when the key stays the same.
  package mutating func moveIndex(from old: Key?, to new: Key?) throws(StoreError) {
    guard old != new else { return }
    if let old { try delete(old) }
    if let new { try put(new, []) }
  }

  /// Moves a row's entry in a unique index; `row` is the key of the row that the entry leads to.
  ///
  /// Throws `StoreError.notUnique` when another row has the new key; then nothing has changed.
  package mutating func moveUniqueIndex(
    from old: Key?, to new: Key?, row: Key
  ) throws(StoreError) {
    guard old != new else { return }
    if let new, try contains(new) { throw .notUnique }
    if let old { try delete(old) }
    if let new { try put(new, row.bytes) }
  }
}
