/// A snapshot of what is committed, lent to the closure of `Store.read`.
package struct ReadTransaction: ~Copyable, Snapshot {
  private var transaction: Transaction

  init(_ environment: Environment) throws(LMDBCode) {
    transaction = try environment.begin(readOnly: true)
  }

  /// Gives the snapshot back, so that its pages can be used again, and keeps the reader's slot.
  mutating func reset() { transaction.reset() }

  /// Takes the newest snapshot after `reset`.
  mutating func renew() throws(LMDBCode) { try transaction.renew() }

  /// The value of `key`, in the database's own pages, or nil.
  @_lifetime(borrow self)
  package borrowing func get(_ key: Key) throws(StoreError) -> RawSpan? {
    unsafe try _overrideLifetime(transaction.value(of: key), borrowing: self)
  }

  /// Visits the entries of `range`; see `Snapshot.scan`.
  package borrowing func scan(
    _ range: KeyRange, _ order: ScanOrder, _ body: (RawSpan, RawSpan) throws -> ScanStep
  ) throws {
    do {
      try visit(range, order, body)
    } catch let code as LMDBCode {
      throw code.inTransaction
    }
  }

  private borrowing func visit(
    _ range: KeyRange, _ order: ScanOrder, _ body: (RawSpan, RawSpan) throws -> ScanStep
  ) throws {
    var cursor = try transaction.cursor()
    try cursor.start(range, order)
    while cursor.isWithin(range, order) {
      guard try body(cursor.key, cursor.value) == .next else { return }
      try cursor.advance(order)
    }
  }
}

extension Transaction {
  /// `get` for a whole key. A key that is too long has no value.
  @_lifetime(borrow self)
  borrowing func value(of key: Key) throws(StoreError) -> RawSpan? {
    guard key.bytes.count <= Key.limit else { return nil }
    var failure: LMDBCode?
    var found: UnsafeRawBufferPointer?
    key.bytes.withUnsafeBytes { bytes in
      do throws(LMDBCode) {
        found = try unsafe get(bytes)?.withUnsafeBytes { unsafe $0 }
      } catch {
        failure = error
      }
    }
    if let failure { throw failure.inTransaction }
    guard let found else { return nil }
    // Safety: as in `get`: the pages stay as they are while the transaction is borrowed.
    return unsafe _overrideLifetime(RawSpan(_unsafeBytes: found), borrowing: self)
  }
}

extension Cursor {
  /// Moves to where a scan of `range` begins.
  @_lifetime(self: copy self)
  mutating func start(_ range: KeyRange, _ order: ScanOrder) throws(LMDBCode) {
    var failure: LMDBCode?
    let bound = order == .forward ? range.lower : range.upper
    bound.bytes.withUnsafeBytes { bytes in
      do throws(LMDBCode) {
        switch order {
        case .forward: try seek(bytes)
        case .backward: try seekBefore(bytes)
        }
      } catch {
        failure = error
      }
    }
    if let failure { throw failure }
  }

  /// Moves one entry in the direction of the scan.
  @_lifetime(self: copy self)
  mutating func advance(_ order: ScanOrder) throws(LMDBCode) {
    switch order {
    case .forward: try next()
    case .backward: try previous()
    }
  }

  /// Whether the cursor stands on an entry of `range`. The bound that the scan started from holds
  /// by itself; the other one is compared.
  borrowing func isWithin(_ range: KeyRange, _ order: ScanOrder) -> Bool {
    guard isValid else { return false }
    switch order {
    case .forward: return key.order(before: range.upper) < 0
    case .backward: return key.order(before: range.lower) >= 0
    }
  }
}

extension RawSpan {
  /// Negative, zero or positive as these bytes sort before, with or after `key`.
  func order(before key: Key) -> Int {
    unsafe withUnsafeBytes { left in
      unsafe key.bytes.withUnsafeBytes { unsafe left.order(before: $0) }
    }
  }
}
