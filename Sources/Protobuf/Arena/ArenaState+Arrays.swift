internal import CProtobufC
internal import Glibc

/// Repeated fields lie as a pair of words, the count and the address of the elements. The capacity
/// is not stored: it follows from the count alone, and everything that makes an array (decoding,
/// copying, appending, packed runs) keeps to it. After a removal the count may fall under the room
/// that is there; the array then moves once more than it had to, which costs memory, never safety.
extension ArenaState {
  /// Elements that an array of `count` elements has room for: a power of two, at least 4.
  @inlinable @inline(__always)
  static func capacity(for count: Int) -> Int {
    count <= 4 ? 4 : 1 &<< (Int.bitWidth &- (count &- 1).leadingZeroBitCount)
  }

  /// Makes the pair at `pair` one element longer and returns the place of the new element, whose
  /// bytes are not initialised; nil when the budget has no more.
  @inlinable @inline(__always)
  mutating func appendWithinBudget(
    count countAt: UnsafeMutableRawPointer, array arrayAt: UnsafeMutableRawPointer, stride: Int
  ) -> UnsafeMutableRawPointer? {
    let count = countAt.load(as: Int.self)
    if count == 0 || (count >= 4 && count & (count &- 1) == 0) {
      guard grow(count: count, array: arrayAt, stride: stride) else { return nil }
    }
    countAt.storeBytes(of: count &+ 1, as: Int.self)
    return arrayAt.load(as: UnsafeMutableRawPointer.self) + count &* stride
  }

  /// As `appendWithinBudget`, for an edit, on a pair whose two words are adjacent.
  @inlinable @inline(__always)
  mutating func append(to pair: UnsafeMutableRawPointer, stride: Int) -> UnsafeMutableRawPointer {
    guard let place = appendWithinBudget(count: pair, array: pair + 8, stride: stride) else {
      heapExhausted()
    }
    return place
  }

  /// Moves a full array to one of twice the room, or extends it where it lies when it is what the
  /// arena handed out last.
  @usableFromInline @inline(never)
  mutating func grow(count: Int, array arrayAt: UnsafeMutableRawPointer, stride: Int) -> Bool {
    let old = arrayAt.load(as: UnsafeMutableRawPointer?.self)
    if count == 0 && old != nil { return true }
    let room = count == 0 ? 4 : count &* 2
    if let old {
      let taken = Self.room(for: count &* stride)
      let more = Self.room(for: room &* stride) &- taken
      if old + taken == cursor && more <= end - cursor {
        cursor += more
        lintas_unpoison(old, room &* stride)
        return true
      }
    }
    guard let new = allocateWithinBudget(room &* stride) else { return false }
    if let old {
      #if MUTANT_OVERREAD
      memcpy(new, old, (count &+ 1) &* stride)
      #else
      memcpy(new, old, count &* stride)
      #endif
    }
    arrayAt.storeBytes(of: new, as: UnsafeMutableRawPointer.self)
    return true
  }
}
