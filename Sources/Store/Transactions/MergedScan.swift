/// Scans what LMDB holds and what an overlay changes as one ordered sequence.
///
/// Two sides walk in the same direction; the nearer key is visited. Where both have the key the
/// overlay decides: its value is visited, or, when it deletes the key, nothing.
enum MergedScan {
  static func visit(
    _ range: KeyRange, _ order: ScanOrder, _ transaction: borrowing Transaction,
    _ overlay: Overlay, _ body: (RawSpan, RawSpan) throws -> ScanStep
  ) throws {
    var cursor = try transaction.cursor()
    try cursor.start(range, order)
    var changes = OverlayWalk(overlay, range, order)
    while true {
      let inStore = cursor.isWithin(range, order)
      guard let changedKey = changes.key else {
        guard inStore, try body(cursor.key, cursor.value) == .next else { return }
        try cursor.advance(order)
        continue
      }
      let distance = inStore ? cursor.key.order(before: changedKey) : nil
      let storeIsNearer = distance.map { order == .forward ? $0 < 0 : $0 > 0 } ?? false
      if storeIsNearer {
        guard try body(cursor.key, cursor.value) == .next else { return }
        try cursor.advance(order)
        continue
      }
      if case .set(let value) = changes.change {
        // Safety: the overlay does not change while the transaction is borrowed for the scan.
        let key = unsafe RawSpan(_unsafeBytes: changedKey)
        guard try body(key, unsafe RawSpan(_unsafeBytes: value)) == .next else { return }
      }
      if distance == 0 { try cursor.advance(order) }
      changes.advance()
    }
  }
}

/// Walks through the changed keys of a range, in either direction.
private struct OverlayWalk {
  private let overlay: Overlay
  private let step: Int
  private let bounds: Range<Int>
  private var index: Int

  init(_ overlay: Overlay, _ range: KeyRange, _ order: ScanOrder) {
    self.overlay = overlay
    let first = range.lower.bytes.withUnsafeBytes { overlay.lowerBound($0) }
    let end = range.upper.bytes.withUnsafeBytes { overlay.lowerBound($0) }
    bounds = first..<max(first, end)
    step = order == .forward ? 1 : -1
    index = order == .forward ? bounds.lowerBound : bounds.upperBound - 1
  }

  /// The key under the walk, or nil at the end.
  var key: UnsafeRawBufferPointer? { bounds.contains(index) ? overlay.key(at: index) : nil }

  /// What happens to that key.
  var change: Overlay.Change { overlay.change(at: index) }

  mutating func advance() { index += step }
}

extension RawSpan {
  /// Negative, zero or positive as these bytes sort before, with or after `other`.
  fileprivate func order(before other: UnsafeRawBufferPointer) -> Int {
    unsafe withUnsafeBytes { unsafe $0.order(before: other) }
  }
}
