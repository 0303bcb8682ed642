internal import CLMDB
internal import Glibc

/// One `MDB_env`: the memory map of one data file and its table of readers.
///
/// Opened with default flags and `MDB_NOTLS` only: every commit syncs the file, the map is
/// read-only to this process, and a read transaction belongs to an object, not to a thread. All
/// tables live in LMDB's main tree, told apart by the first byte of the key, so that a change to
/// many tables dirties one path of pages and one cursor serves every scan.
///
/// LMDB's rule that an environment must not be open twice in a process is kept by `DataFolder`.
// Safety: `MDB_env` may be used from every thread (lmdb.h, "fully thread-aware"). The pointer
// changes only in `close`, which `Store` calls after the writer has ended and all read
// transactions are gone.
final class Environment: @unchecked Sendable {
  private var pointer: OpaquePointer?
  private let tree: MDB_dbi

  /// Opens or creates the environment in `folder`.
  ///
  /// - Parameters:
  ///   - folder: an existing directory; `data.mdb` and `lock.mdb` are made in it with mode 0600.
  ///   - mapBytes: ceiling of the file's size. The map is address space: the file grows sparse.
  ///   - readers: how many read transactions may exist at once.
  init(folder: String, mapBytes: Int, readers: UInt32) throws(LMDBCode) {
    var opened: OpaquePointer?
    try LMDBCode.check(mdb_env_create(&opened))
    do throws(LMDBCode) {
      try LMDBCode.check(mdb_env_set_mapsize(opened, mapBytes))
      try LMDBCode.check(mdb_env_set_maxreaders(opened, readers))
      try LMDBCode.check(mdb_env_open(opened, folder, UInt32(MDB_NOTLS), 0o600))
      tree = try Self.mainTree(of: opened)
    } catch {
      mdb_env_close(opened)
      throw error
    }
    pointer = opened
  }

  deinit { close() }

  /// Closes the map. No transaction may be alive; later transactions fail with `EINVAL`.
  func close() {
    guard let closing = pointer else { return }
    pointer = nil
    mdb_env_close(closing)
  }

  /// Begins a transaction (`mdb_txn_begin`). At most one writes at a time; LMDB makes others wait.
  func begin(readOnly: Bool) throws(LMDBCode) -> Transaction {
    guard let pointer else { throw LMDBCode(EINVAL) }
    var transaction: OpaquePointer?
    let flags = readOnly ? UInt32(MDB_RDONLY) : 0
    try LMDBCode.check(mdb_txn_begin(pointer, nil, flags, &transaction))
    guard let transaction else { throw LMDBCode(EINVAL) }
    return Transaction(adopting: transaction, tree: tree)
  }

  /// Clears the slots of readers whose process is gone (`mdb_reader_check`); returns how many.
  @discardableResult
  func clearStaleReaders() throws(LMDBCode) -> Int {
    guard let pointer else { throw LMDBCode(EINVAL) }
    var dead: Int32 = 0
    try LMDBCode.check(mdb_reader_check(pointer, &dead))
    return Int(dead)
  }

  /// Bytes of the map that have ever been used, and its ceiling (`mdb_env_info`, `mdb_env_stat`).
  /// Pages freed inside the used part are counted as used.
  var extent: (used: Int, ceiling: Int) {
    guard let pointer else { return (0, 0) }
    var info = MDB_envinfo()
    var stat = MDB_stat()
    mdb_env_info(pointer, &info)
    mdb_env_stat(pointer, &stat)
    return ((info.me_last_pgno &+ 1) &* Int(stat.ms_psize), info.me_mapsize)
  }

  /// The handle of the main tree; it is the same for every transaction of the environment.
  private static func mainTree(of environment: OpaquePointer?) throws(LMDBCode) -> MDB_dbi {
    var transaction: OpaquePointer?
    var tree: MDB_dbi = 0
    try LMDBCode.check(mdb_txn_begin(environment, nil, UInt32(MDB_RDONLY), &transaction))
    let code = mdb_dbi_open(transaction, nil, 0, &tree)
    mdb_txn_abort(transaction)
    try LMDBCode.check(code)
    return tree
  }
}
