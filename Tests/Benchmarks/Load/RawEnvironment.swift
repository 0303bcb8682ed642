internal import CLMDB
internal import Glibc

/// An LMDB environment as a program would use it that knows nothing of Lintas: default flags, one
/// tree. One thread.
final class RawEnvironment {
  private let pointer: OpaquePointer?

  /// Opens an environment of another process to read it.
  init(reading folder: String) throws {
    pointer = try Self.open(folder, flags: MDB_RDONLY)
  }

  /// Makes an environment in a folder, which is made too.
  init(creating folder: String) throws {
    guard mkdir(folder, 0o700) == 0 else { throw BenchFailure("\(folder) cannot be made") }
    pointer = try Self.open(folder, flags: 0)
  }

  deinit {
    mdb_env_close(pointer)
  }

  /// Visits every entry; what is lent is good for the call.
  func forEach(_ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer) -> Void) throws {
    try transact(flags: UInt32(MDB_RDONLY)) { transaction, tree in
      var cursor: OpaquePointer?
      try Self.check(mdb_cursor_open(transaction, tree, &cursor))
      defer { mdb_cursor_close(cursor) }
      var key = MDB_val()
      var value = MDB_val()
      while mdb_cursor_get(cursor, &key, &value, MDB_NEXT) == 0 {
        body(
          UnsafeRawBufferPointer(start: key.mv_data, count: key.mv_size),
          UnsafeRawBufferPointer(start: value.mv_data, count: value.mv_size))
      }
    }
  }

  /// Puts what `body` gives in one transaction and commits it to disk.
  func commit(_ body: (_ put: ([UInt8], [UInt8]) throws -> Void) throws -> Void) throws {
    try transact(flags: 0) { transaction, tree in
      try body { key, value in
        try Self.put(key, value, transaction, tree)
      }
    }
  }

  private func transact(
    flags: UInt32, _ body: (OpaquePointer?, MDB_dbi) throws -> Void
  ) throws {
    var transaction: OpaquePointer?
    var tree: MDB_dbi = 0
    try Self.check(mdb_txn_begin(pointer, nil, flags, &transaction))
    do {
      try Self.check(mdb_dbi_open(transaction, nil, 0, &tree))
      try body(transaction, tree)
    } catch {
      mdb_txn_abort(transaction)
      throw error
    }
    try Self.check(mdb_txn_commit(transaction))
  }

  private static func put(
    _ key: [UInt8], _ value: [UInt8], _ transaction: OpaquePointer?, _ tree: MDB_dbi
  ) throws {
    try key.withUnsafeBytes { key in
      try value.withUnsafeBytes { value in
        // LMDB only reads what it is given to put.
        var key = MDB_val(
          mv_size: key.count, mv_data: UnsafeMutableRawPointer(mutating: key.baseAddress))
        var value = MDB_val(
          mv_size: value.count, mv_data: UnsafeMutableRawPointer(mutating: value.baseAddress))
        try check(mdb_put(transaction, tree, &key, &value, 0))
      }
    }
  }

  private static func open(_ folder: String, flags: Int32) throws -> OpaquePointer? {
    var opened: OpaquePointer?
    try check(mdb_env_create(&opened))
    do {
      try check(mdb_env_set_mapsize(opened, 8 << 30))
      try check(mdb_env_open(opened, folder, UInt32(flags), 0o600))
    } catch {
      mdb_env_close(opened)
      throw error
    }
    return opened
  }

  private static func check(_ code: Int32) throws {
    if code != 0 { throw BenchFailure("LMDB: \(String(cString: mdb_strerror(code)))") }
  }
}
