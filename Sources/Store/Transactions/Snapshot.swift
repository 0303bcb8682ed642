/// What both kinds of transaction can do: look at one state of the store that does not move.
///
/// A snapshot exists only inside the closure that it is lent to. What it returns borrows it: the
/// bytes lie in the database's own pages, cannot leave the closure, and, in a write transaction,
/// cannot be kept across a change. Copy what must live longer (`RawSpan.copyBytes`, or decode it).
package protocol Snapshot: ~Copyable {
  /// The value of `key`, or nil.
  ///
  /// Throws `StoreError` when the database cannot be read.
  @_lifetime(borrow self)
  borrowing func get(_ key: Key) throws(StoreError) -> RawSpan?

  /// Visits the entries of `range` in the order of their keys, or backwards.
  ///
  /// `body` gets key and value and says whether to go on. Throws what `body` throws, and
  /// `StoreError` when the database cannot be read.
  borrowing func scan(
    _ range: KeyRange, _ order: ScanOrder,
    _ body: (_ key: RawSpan, _ value: RawSpan) throws -> ScanStep) throws
}

extension Snapshot where Self: ~Copyable {
  /// Visits the entries of `range` in the order of their keys.
  package borrowing func scan(
    _ range: KeyRange, _ body: (_ key: RawSpan, _ value: RawSpan) throws -> ScanStep
  ) throws {
    try scan(range, .forward, body)
  }

  /// Whether `key` has a value.
  package borrowing func contains(_ key: Key) throws(StoreError) -> Bool {
    try get(key) != nil
  }

  /// How many entries `range` has, counted up to `limit`.
  package borrowing func count(_ range: KeyRange, limit: Int = .max) throws -> Int {
    var count = 0
    guard limit > 0 else { return 0 }
    try scan(range, .forward) { _, _ in
      count += 1
      return count < limit ? .next : .stop
    }
    return count
  }

  /// The first key of `range`, or with `.backward` the last one.
  package borrowing func firstKey(
    _ range: KeyRange, _ order: ScanOrder = .forward
  ) throws -> Key? {
    var found: Key?
    try scan(range, order) { key, _ in
      found = Key(copying: key)
      return .stop
    }
    return found
  }
}
