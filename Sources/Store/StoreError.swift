/// What can go wrong with the store, grouped by the moment at which it is met.
///
/// Every case has a `sentence` that says what happened and what to do about it. Cases carry values
/// that tests and callers compare; texts stand in one place only.
package enum StoreError: Error, Sendable, Equatable {
  // Open: the folder cannot be used. The process should stop with the sentence.

  /// The folder or a file in it cannot be created, opened or locked; `errno` says why.
  case folderUnusable(path: String, errno: Int32)
  /// The folder or its lock file may be read or entered by other users of the machine.
  case folderTooOpen(path: String, mode: UInt32)
  /// Another store, in this process or another one, holds the folder.
  case alreadyOpen(path: String)
  /// A later version of the program wrote the folder.
  case formatTooNew(found: UInt32, known: UInt32)
  /// The folder was not written by this store, or its first table is damaged.
  case formatUnknown(path: String)
  /// Two tables share a number or a name, or the folder knows a number under another name.
  case tableMismatch(number: UInt8, name: String, known: String)

  // Transaction: this call did not succeed. It changed nothing; the store goes on.

  /// A key is longer than `Key.limit` bytes.
  case keyTooLong(bytes: Int)
  /// Bytes that should be a key of the table are not one.
  case keyMalformed
  /// A unique index already holds this key.
  case notUnique
  /// The feed no longer holds what followed the given number; the oldest kept entry is `oldest`.
  case feedTrimmed(oldest: UInt64)
  /// More threads read at the same time than the configuration allows.
  case tooManyReaders
  /// The queue of the writer is full.
  case busy(waiting: Int)
  /// One closure changed more than a transaction can hold.
  case transactionTooLarge
  /// The store was closed.
  case closed
  /// LMDB refused an operation with a code that has no name of its own here.
  case refused(code: Int32)

  // Commit: nothing of the call was kept, except where `failed` says that this is not known.

  /// The data file has reached the configured size of the map.
  case mapFull
  /// The disk that holds the folder is full.
  case diskFull
  /// The store failed and answers nothing any more: a commit ended in an error after which the
  /// state of the disk is not known. Whether the last changes were kept shows after a restart.
  case failed(code: Int32)
}

extension StoreError: CustomStringConvertible {
  /// What happened and what to do, as one or two plain sentences in English.
  package var sentence: String {
    switch self {
    case .folderUnusable, .folderTooOpen, .alreadyOpen, .formatTooNew, .formatUnknown,
      .tableMismatch:
      return openSentence
    case .mapFull, .diskFull, .failed:
      return commitSentence
    default:
      return transactionSentence
    }
  }

  /// The sentence, so that a log line or a console shows it.
  package var description: String { sentence }

  private var openSentence: String {
    switch self {
    case .folderUnusable(let path, let errno):
      return "The data folder \(path) cannot be used: \(SystemCall.text(errno)). "
        + "Give the server's user a folder on a local disk that it may write."
    case .folderTooOpen(let path, let mode):
      return "\(path) has mode \(String(mode, radix: 8)), so other users could reach personal "
        + "data. Run: chmod go-rwx \(path)"
    case .alreadyOpen(let path):
      return "The data folder \(path) is in use by a running store. "
        + "Stop the other process, or give this one a folder of its own."
    case .formatTooNew(let found, let known):
      return "The data folder has format \(found); this program knows formats up to \(known). "
        + "Start the newer program that wrote it."
    case .formatUnknown(let path):
      return "The data folder \(path) holds a database that this program did not write. "
        + "Check the path; if it is right, restore a backup."
    case .tableMismatch(let number, let name, let known):
      return "Table number \(number) is called \(name) here but \(known) already owns that number "
        + "or name. Give each table a number and a name of its own and never change them."
    default:
      return ""
    }
  }

  private var transactionSentence: String {
    switch self {
    case .keyTooLong(let bytes):
      return "A key of \(bytes) bytes is longer than \(Key.limit). Shorten what goes into the key."
    case .keyMalformed:
      return "A stored key does not have the shape of its table. Run the store's verification."
    case .notUnique:
      return "A unique index already holds this key. Look the other record up first."
    case .feedTrimmed(let oldest):
      return "The change feed starts at \(oldest) now. Read the whole state again, then go on from "
        + "the number of that reading."
    case .tooManyReaders:
      return "Too many threads read at once. Raise the number of readers in the configuration."
    case .busy(let waiting):
      return "\(waiting) changes wait for the writer already. Try again in a moment."
    case .transactionTooLarge:
      return "One change holds too many records. Split it."
    case .closed:
      return "The store is closed. Open it again."
    case .refused(let code):
      return "The database refused an operation: \(LMDBCode(code).text). "
        + "If it happens again, run the store's verification."
    default:
      return ""
    }
  }

  private var commitSentence: String {
    switch self {
    case .mapFull:
      return "The database has reached its configured size. Nothing was written. "
        + "Raise the size of the map and restart."
    case .diskFull:
      return "The disk is full. Nothing was written; reading goes on. Free space on it."
    case .failed(let code):
      return "A commit failed (\(LMDBCode(code).text)), so the store stopped. Restart the server: "
        + "what was acknowledged before is kept. If it fails again, check the disk."
    default:
      return ""
    }
  }
}
