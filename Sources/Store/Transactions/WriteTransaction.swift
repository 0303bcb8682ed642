/// The state that one closure of `Store.write` sees and changes.
///
/// The closure sees everything that is committed, the changes of the closures that ran before it in
/// the same batch, and its own. Its own changes lie in an overlay: they reach the database when the
/// closure returns, and vanish when it throws. Nobody else sees them before the commit.
///
/// Lent to a synchronous closure on the writer's thread; noncopyable, so it cannot be kept.
package struct WriteTransaction: ~Copyable, Snapshot {
  private var transaction: Transaction
  /// The changes of the closure that runs.
  private(set) var overlay: Overlay
  /// Numbers of the feed's first and next entry, as this closure sees them.
  var feed: FeedWindow
  /// Topics that the closure announced to.
  var announced: [Topic] = []
  /// How many entries the feed keeps.
  let feedRetention: UInt64

  /// Begins the transaction of a batch.
  init(_ environment: Environment, overlay: Overlay, feedRetention: UInt64) throws(LMDBCode) {
    transaction = try environment.begin(readOnly: false)
    self.overlay = overlay
    self.feedRetention = feedRetention
    feed = FeedWindow()
  }

  /// The value of `key` after the changes so far, or nil.
  @_lifetime(borrow self)
  package borrowing func get(_ key: Key) throws(StoreError) -> RawSpan? {
    switch key.bytes.withUnsafeBytes({ overlay.change(of: $0) }) {
    case .unknown:
      return unsafe try _overrideLifetime(transaction.value(of: key), borrowing: self)
    case .deleted:
      return nil
    case .set(let bytes):
      // Safety: the overlay moves its bytes only in `put` and `delete`, which need this
      // transaction exclusively, so no span that borrows it is alive then.
      return unsafe _overrideLifetime(RawSpan(_unsafeBytes: bytes), borrowing: self)
    }
  }

  /// Visits the entries of `range` as they are after the changes so far; see `Snapshot.scan`.
  package borrowing func scan(
    _ range: KeyRange, _ order: ScanOrder, _ body: (RawSpan, RawSpan) throws -> ScanStep
  ) throws {
    do {
      try MergedScan.visit(range, order, transaction, overlay, body)
    } catch let code as LMDBCode {
      throw code.inTransaction
    }
  }

  /// Gives `key` the value, which is copied.
  ///
  /// Throws `StoreError.keyTooLong`. The database itself is touched when the closure has returned.
  package mutating func put(_ key: Key, _ value: UnsafeRawBufferPointer) throws(StoreError) {
    guard key.bytes.count <= Key.limit else { throw .keyTooLong(bytes: key.bytes.count) }
    key.bytes.withUnsafeBytes { overlay.set($0, value) }
  }

  /// Gives `key` the value, which is copied.
  package mutating func put(_ key: Key, _ value: RawSpan) throws(StoreError) {
    guard key.bytes.count <= Key.limit else { throw .keyTooLong(bytes: key.bytes.count) }
    unsafe value.withUnsafeBytes { value in
      unsafe key.bytes.withUnsafeBytes { unsafe overlay.set($0, value) }
    }
  }

  /// Gives `key` the value, which is copied.
  package mutating func put(_ key: Key, _ value: [UInt8]) throws(StoreError) {
    try put(key, value.span.bytes)
  }

  /// Removes `key` and its value, if it is there.
  package mutating func delete(_ key: Key) throws(StoreError) {
    guard key.bytes.count <= Key.limit else { throw .keyTooLong(bytes: key.bytes.count) }
    key.bytes.withUnsafeBytes { overlay.delete($0) }
  }

  /// Writes the overlay into LMDB's transaction, in the order of the keys. After an error this
  /// transaction can only be dropped: LMDB marks it as broken.
  mutating func apply(_ changes: Overlay) throws(LMDBCode) {
    for index in 0..<changes.count {
      switch changes.change(at: index) {
      case .set(let value): try transaction.put(changes.key(at: index), value)
      case .deleted: try transaction.delete(changes.key(at: index))
      case .unknown: break
      }
    }
  }

  /// Learns the feed's numbers, which `announce` goes on from.
  mutating func readFeedWindow() throws(LMDBCode) {
    do {
      feed = try FeedWindow(of: self)
    } catch StoreError.refused(let code) {
      throw LMDBCode(code)
    } catch {
      throw .corrupted
    }
  }

  /// Takes back everything that the closure changed.
  mutating func forgetChanges() {
    overlay.clear()
    announced.removeAll()
  }

  /// Puts an empty overlay in place for the next closure.
  mutating func prepare(_ empty: Overlay) {
    overlay = empty
    announced.removeAll()
  }

  /// Drops everything applied since the batch began.
  consuming func abandon() {}

  /// Makes everything applied durable.
  consuming func commit() throws(LMDBCode) { try transaction.commit() }
}
