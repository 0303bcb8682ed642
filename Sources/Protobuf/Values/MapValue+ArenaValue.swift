/// Copies, equality and hash.
extension MapValue {
  /// A deep copy in a tree of its own.
  public static func _clone(_ ref: ArenaReference) -> ArenaReference {
    let box = Box.make(200)
    let pair = box.arena.pointee.allocate(16)
    _copy(ref, into: pair, box.arena)
    return ArenaReference(box: box, pointer: pair)
  }

  /// Bytes that the entries take in a tree, about.
  public static func _size(_ ref: ArenaReference) -> Int {
    let size = TreeSize.array(
      ref.pointer, kind: FieldKind.message, stride: 8, child: Entry._table.layout)
    withExtendedLifetime(ref.box) {}
    return size
  }

  /// Puts a deep copy into another tree's pair.
  public static func _copy(
    _ ref: ArenaReference, into slot: UnsafeMutableRawPointer,
    _ arena: UnsafeMutablePointer<ArenaState>
  ) {
    arena.pointee.copyArray(
      ref.pointer, to: slot, kind: FieldKind.message, stride: 8, child: Entry._table.layout)
    withExtendedLifetime(ref.box) {}
  }

  /// Whether two maps have the same entries, in any order.
  public static func == (left: Self, right: Self) -> Bool {
    let same = TreeEquality.arrays(
      left._ref.pointer, right._ref.pointer, kind: FieldKind.message, stride: 8,
      child: Entry._table.layout, isMap: true)
    withExtendedLifetime((left._ref.box, right._ref.box)) {}
    return same
  }

  /// Hashes the entries without regard to their order.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(count)
    var sum = 0
    for (key, value) in self {
      var inner = Hasher()
      inner.combine(key)
      inner.combine(value)
      sum &+= inner.finalize()
    }
    hasher.combine(sum)
  }
}
