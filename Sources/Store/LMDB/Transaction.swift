internal import CLMDB

/// One `MDB_txn`, owned: it ends exactly once, by `commit` or by being dropped.
///
/// LMDB's rules about lifetimes are types here: the transaction cannot be copied, what `get`
/// returns borrows it, and what changes it needs it exclusively, so a value cannot be looked at
/// after "a subsequent update operation, or the end of the transaction" (lmdb.h, `MDB_val`).
struct Transaction: ~Copyable {
  private let pointer: OpaquePointer
  private let tree: MDB_dbi

  /// Takes over a transaction that `mdb_txn_begin` returned.
  init(adopting pointer: OpaquePointer, tree: MDB_dbi) {
    self.pointer = pointer
    self.tree = tree
  }

  deinit { mdb_txn_abort(pointer) }

  /// Makes the changes durable (`mdb_txn_commit`). The transaction is gone, also on failure.
  consuming func commit() throws(LMDBCode) {
    let ending = pointer
    discard self
    try LMDBCode.check(mdb_txn_commit(ending))
  }

  /// Gives the snapshot of a read transaction back and keeps its place (`mdb_txn_reset`).
  mutating func reset() { mdb_txn_reset(pointer) }

  /// Takes a new snapshot after `reset` (`mdb_txn_renew`).
  mutating func renew() throws(LMDBCode) { try LMDBCode.check(mdb_txn_renew(pointer)) }

  /// The value of `key`, in LMDB's own pages, or nil (`mdb_get`).
  @_lifetime(borrow self)
  borrowing func get(_ key: UnsafeRawBufferPointer) throws(LMDBCode) -> RawSpan? {
    var wanted = MDB_val(key)
    var value = MDB_val()
    guard try LMDBCode.found(mdb_get(pointer, tree, &wanted, &value)) else { return nil }
    // Safety: LMDB's pages stay as they are until this transaction changes or ends, and the
    // span's lifetime is bound to a borrow of the transaction.
    return unsafe _overrideLifetime(RawSpan(_unsafeBytes: value.bytes), borrowing: self)
  }

  /// Sets the value of `key` (`mdb_put`). After an error the transaction can only be dropped.
  mutating func put(
    _ key: UnsafeRawBufferPointer, _ value: UnsafeRawBufferPointer
  ) throws(LMDBCode) {
    var key = MDB_val(key)
    var value = MDB_val(value)
    try LMDBCode.check(mdb_put(pointer, tree, &key, &value, 0))
  }

  /// Removes `key` if it is there (`mdb_del`).
  mutating func delete(_ key: UnsafeRawBufferPointer) throws(LMDBCode) {
    var key = MDB_val(key)
    _ = try LMDBCode.found(mdb_del(pointer, tree, &key, nil))
  }

  /// Opens a cursor that cannot outlive this borrow of the transaction.
  @_lifetime(borrow self)
  borrowing func cursor() throws(LMDBCode) -> Cursor {
    var cursor: OpaquePointer?
    try LMDBCode.check(mdb_cursor_open(pointer, tree, &cursor))
    return unsafe _overrideLifetime(Cursor(adopting: cursor), borrowing: self)
  }
}

extension MDB_val {
  /// LMDB takes its arguments through pointers to mutable memory and does not write there.
  init(_ bytes: UnsafeRawBufferPointer) {
    self.init(
      mv_size: bytes.count, mv_data: UnsafeMutableRawPointer(mutating: bytes.baseAddress))
  }

  /// What LMDB returned; valid as long as lmdb.h says for the function that returned it.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: mv_data, count: mv_size) }
}
