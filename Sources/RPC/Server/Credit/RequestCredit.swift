/// What the peer of one stream has sent, and may send. Counted in bytes of the body from its start.
///
/// A value type without I/O.
struct RequestCredit {
  /// The first window.
  let first: Int
  /// Bytes that have come.
  private(set) var received = 0
  /// Bytes that are used, or dropped, so that they take no room any more.
  private(set) var taken = 0
  /// Bytes that the peer may have sent in all.
  private(set) var allowed: Int
  /// Whether the peer has used its window up, and would use a wider one.
  var isWide = false
  /// Whether the stream stands in line for more.
  var isInLine = false

  /// A stream that has just been opened.
  init(first: Int) {
    self.first = first
    allowed = first
  }

  /// Bytes that the peer may still send; negative if it has sent too many.
  var left: Int { allowed &- received }
  /// Bytes granted beyond what the first window is for.
  var extra: Int { max(0, allowed &- taken &- first) }
  /// Bytes that wait, as far as the first window is for them.
  var withinFirst: Int { max(0, min(received &- taken, first)) }
  /// How much more the peer may be allowed without asking anybody.
  var free: Int { max(0, taken &+ first &- allowed) }

  /// Whether credit is so much that it is worth a frame.
  func isWorthwhile(_ bytes: Int) -> Bool { bytes >= first / 2 }

  /// Bytes have come.
  mutating func receive(_ bytes: Int) {
    received &+= bytes
  }

  /// The oldest bytes are used.
  mutating func take(_ bytes: Int) {
    taken &+= bytes
  }

  /// The peer may send more.
  mutating func allow(_ bytes: Int) {
    allowed &+= bytes
  }

  /// Nothing that comes, or may still come, takes room any more: it is used or dropped at once.
  mutating func close() {
    taken = max(taken, received, allowed &- first)
  }

  /// Bytes of a call that is over have come.
  mutating func drop(_ bytes: Int) {
    received &+= bytes
    taken = max(taken, received)
  }
}
