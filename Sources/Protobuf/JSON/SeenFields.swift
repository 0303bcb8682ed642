/// Which fields of one message were given, a bit each.
struct SeenFields {
  private var first: UInt64 = 0
  /// The bits from the 64th field on; few messages have so many.
  private var rest: UnsafeMutablePointer<UInt64>?

  /// Notes the field at `index`; false when it was noted before, nil when the arena has no room for
  /// the bits of `count` fields.
  @inline(__always)
  mutating func insert(
    _ index: Int, of count: Int, _ arena: UnsafeMutablePointer<ArenaState>
  ) -> Bool? {
    guard index < 64 else { return insertBehind(index &- 64, of: count &- 64, arena) }
    let bit: UInt64 = 1 &<< UInt64(truncatingIfNeeded: index)
    defer { first |= bit }
    return first & bit == 0
  }

  @inline(never)
  private mutating func insertBehind(
    _ index: Int, of count: Int, _ arena: UnsafeMutablePointer<ArenaState>
  ) -> Bool? {
    if rest == nil {
      let bytes = (count &+ 63) / 64 &* 8
      guard let room = arena.pointee.allocateWithinBudget(bytes) else { return nil }
      rest = room.bindMemory(to: UInt64.self, capacity: bytes / 8)
    }
    guard let word = rest.map({ $0 + index / 64 }) else { return nil }
    let bit: UInt64 = 1 &<< UInt64(truncatingIfNeeded: index % 64)
    defer { word.pointee |= bit }
    return word.pointee & bit == 0
  }
}
