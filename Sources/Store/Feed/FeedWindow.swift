/// Which numbers the feed holds: from `oldest` up to, not including, `next`.
struct FeedWindow: Equatable {
  /// The number of the oldest kept entry; equal to `next` while there is none.
  var oldest: UInt64 = 1
  /// The number that the next change gets.
  var next: UInt64 = 1

  init() {}

  /// What the tables of a snapshot say.
  init(of snapshot: borrowing some Snapshot & ~Copyable) throws {
    let all = FeedTables.entries.range()
    guard let first = try snapshot.firstKey(all),
      let last = try snapshot.firstKey(all, .backward)
    else { return }
    oldest = try FeedTables.entries.parts(of: first)
    next = try FeedTables.entries.parts(of: last) &+ 1
  }
}
