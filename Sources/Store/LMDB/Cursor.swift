internal import CLMDB

/// One `MDB_cursor` over the main tree. It cannot leave the borrow of the transaction that it was
/// opened in, and it is closed when it goes out of scope, as lmdb.h asks of cursors in read
/// transactions.
struct Cursor: ~Copyable, ~Escapable {
  private let pointer: OpaquePointer?
  private var currentKey = MDB_val()
  private var currentValue = MDB_val()
  /// Whether the cursor stands on an entry; `key` and `value` are empty otherwise.
  private(set) var isValid = false

  @_lifetime(immortal)
  init(adopting pointer: OpaquePointer?) { self.pointer = pointer }

  deinit { mdb_cursor_close(pointer) }

  /// Moves to the first key that is not below `key` (`MDB_SET_RANGE`).
  @_lifetime(self: copy self)
  mutating func seek(_ key: UnsafeRawBufferPointer) throws(LMDBCode) {
    currentKey = MDB_val(key)
    try move(MDB_SET_RANGE)
  }

  /// Moves to the last key that is below `key`.
  @_lifetime(self: copy self)
  mutating func seekBefore(_ key: UnsafeRawBufferPointer) throws(LMDBCode) {
    try seek(key)
    try move(isValid ? MDB_PREV : MDB_LAST)
  }

  /// Moves to the next key.
  @_lifetime(self: copy self)
  mutating func next() throws(LMDBCode) { try move(MDB_NEXT) }

  /// Moves to the previous key.
  @_lifetime(self: copy self)
  mutating func previous() throws(LMDBCode) { try move(MDB_PREV) }

  /// The key under the cursor.
  var key: RawSpan {
    @_lifetime(borrow self)
    get { unsafe _overrideLifetime(RawSpan(_unsafeBytes: currentKey.bytes), borrowing: self) }
  }

  /// The value under the cursor.
  var value: RawSpan {
    @_lifetime(borrow self)
    get { unsafe _overrideLifetime(RawSpan(_unsafeBytes: currentValue.bytes), borrowing: self) }
  }

  @_lifetime(self: copy self)
  private mutating func move(_ operation: MDB_cursor_op) throws(LMDBCode) {
    var key = currentKey
    var value = MDB_val()
    isValid = false
    isValid = try LMDBCode.found(mdb_cursor_get(pointer, &key, &value, operation))
    currentKey = isValid ? key : MDB_val()
    currentValue = isValid ? value : MDB_val()
  }
}
