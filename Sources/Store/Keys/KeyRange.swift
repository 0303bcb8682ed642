/// A stretch of keys of one table: from `lower`, included, to `upper`, not included.
package struct KeyRange: Sendable, Hashable {
  /// The first key that belongs to the range, if it exists.
  package let lower: Key
  /// The first key after the range.
  package let upper: Key

  /// From `lower`, included, to `upper`, not included. Both belong to the same table.
  package init(from lower: Key, upTo upper: Key) {
    self.lower = lower
    self.upper = upper
  }

  /// All keys that start with `prefix`. A prefix begins with a table's number, which is never 255,
  /// so a first key after all of them exists.
  init(prefix: [UInt8]) {
    var end = prefix
    while let last = end.last, last == 0xFF { end.removeLast() }
    precondition(!end.isEmpty, "a prefix starts with a table's number")
    end[end.count - 1] += 1
    lower = Key(bytes: prefix)
    upper = Key(bytes: end)
  }

  /// The part of this range after `key`: what a page that ended with `key` goes on with.
  package func after(_ key: Key) -> KeyRange {
    KeyRange(from: max(lower, Key(bytes: key.bytes + [0])), upTo: upper)
  }

  /// The part of this range that starts with `key`.
  package func from(_ key: Key) -> KeyRange { KeyRange(from: max(lower, key), upTo: upper) }

  /// The part of this range before `key`: what a page read backwards goes on with.
  package func before(_ key: Key) -> KeyRange { KeyRange(from: lower, upTo: min(upper, key)) }
}
