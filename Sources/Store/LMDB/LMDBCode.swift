internal import CLMDB
internal import Glibc

/// LMDB's return code: 0, a positive `errno`, or one of LMDB's own negative numbers.
///
/// The one funnel for the codes of every `mdb_*` function (lmdb.h, "Return Codes").
struct LMDBCode: Error, Equatable, Sendable {
  /// The number as the library returned it; never 0 in a thrown code.
  let value: Int32

  init(_ value: Int32) { self.value = value }

  static let mapFull = LMDBCode(MDB_MAP_FULL)
  static let transactionFull = LMDBCode(MDB_TXN_FULL)
  static let readersFull = LMDBCode(MDB_READERS_FULL)
  static let corrupted = LMDBCode(MDB_CORRUPTED)

  /// Throws the code unless it is 0.
  static func check(_ value: Int32) throws(LMDBCode) {
    if value != 0 { throw LMDBCode(value) }
  }

  /// True for 0, false for "not found"; every other code is thrown.
  static func found(_ value: Int32) throws(LMDBCode) -> Bool {
    if value == 0 { return true }
    if value == MDB_NOTFOUND { return false }
    throw LMDBCode(value)
  }

  /// LMDB's own words for the code (`mdb_strerror`).
  var text: String { String(cString: mdb_strerror(value)) }

  /// Whether the code comes from a disk without room. `ENOSPC` and `EDQUOT` say so themselves: a
  /// quota is used up while the file system has room for others. LMDB turns a short write into
  /// `EIO`, which only the file system can confirm (`DataFolder.isFull`).
  func meansDiskFull(fileSystemIsFull: @autoclosure () -> Bool) -> Bool {
    value == ENOSPC || value == EDQUOT || (value == EIO && fileSystemIsFull())
  }

  /// The error for an environment in `folder` that cannot be opened: the system's reason, or a
  /// file that is no database of this kind.
  func whileOpening(_ folder: String) -> StoreError {
    if self == .mapFull { return .mapFull }
    return value > 0 ? .folderUnusable(path: folder, errno: value) : .formatUnknown(path: folder)
  }

  /// The error for an operation within a transaction that failed with this code.
  var inTransaction: StoreError {
    switch self {
    case .mapFull: .mapFull
    case .transactionFull: .transactionTooLarge
    case .readersFull: .tooManyReaders
    default: .refused(code: value)
    }
  }
}
