internal import Synchronization

/// Counts the memory that decoded messages hold, against a ceiling. From any thread.
///
/// The limits of one input bound what one peer can cause with one message; this bounds what many
/// can cause with many. Only what goes beyond a small block is counted, so that small messages
/// touch no word that threads share.
struct MemoryAccount: ~Copyable {
  /// The account of the process.
  static let process = MemoryAccount(ceiling: 512 << 20)
  /// A block up to this size, in bytes, is not counted.
  static let uncounted = 4096

  private let taken = Atomic<Int>(0)
  private let ceiling: Atomic<Int>

  /// An account from which nothing is taken.
  init(ceiling: Int) {
    self.ceiling = Atomic(ceiling)
  }

  /// The most bytes that may be taken.
  var most: Int { ceiling.load(ordering: .relaxed) }

  /// Changes the most bytes that may be taken.
  func limit(to bytes: Int) { ceiling.store(bytes, ordering: .relaxed) }

  /// Takes `bytes`, which are not negative; false, and nothing taken, above the ceiling.
  func take(_ bytes: Int) -> Bool {
    if taken.add(bytes, ordering: .relaxed).newValue <= most { return true }
    giveBack(bytes)
    return false
  }

  /// Gives `bytes` back that were taken.
  func giveBack(_ bytes: Int) {
    taken.subtract(bytes, ordering: .relaxed)
  }
}
