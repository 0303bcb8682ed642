internal import CProtobufC
internal import Glibc

/// Whether two trees of one type mean the same: the fields, their presence, and what is kept of
/// unknown fields. Numbers are compared by bits, so that a NaN equals itself and -0.0 differs from
/// 0.0, as they do on the wire. Maps have no order.
enum TreeEquality {
  static func messages(
    _ left: UnsafeMutableRawPointer, _ right: UnsafeMutableRawPointer, _ layout: Layout
  ) -> Bool {
    if left == right { return true }
    guard unknown(left, right) else { return false }
    for index in 0..<layout.count {
      let field = layout.fields + index
      let same =
        field.isRepeated
        ? arrays(
          left + field.quantifier, right + field.quantifier, kind: field.pointee.kind,
          stride: field.stride, child: field.pointee.child, isMap: field.isMap)
        : singular(left, right, field)
      guard same else { return false }
    }
    return true
  }

  private static func singular(
    _ left: UnsafeMutableRawPointer, _ right: UnsafeMutableRawPointer, _ field: FieldLayout
  ) -> Bool {
    let kind = field.pointee.kind
    if kind != FieldKind.message || field.isOneof {
      let first = (left + field.quantifier).load(as: UInt32.self)
      let second = (right + field.quantifier).load(as: UInt32.self)
      if field.isOneof {
        if first != second { return false }
        if first != field.pointee.number { return true }
      } else if !field.isImplicit {
        if (first != 0) != (second != 0) { return false }
        if first == 0 { return true }
      }
    }
    let left = left + field.offset
    let right = right + field.offset
    guard kind == FieldKind.message else { return values(left, right, field) }
    switch (
      left.load(as: UnsafeMutableRawPointer?.self), right.load(as: UnsafeMutableRawPointer?.self)
    ) {
    case (nil, nil): return true
    case (let first?, let second?): return messages(first, second, field.child)
    default: return false
    }
  }

  @inline(__always)
  private static func values(
    _ left: UnsafeMutableRawPointer, _ right: UnsafeMutableRawPointer, _ field: FieldLayout
  ) -> Bool {
    if FieldKind.isDelimited(field.pointee.kind) { return TreeBytes.equal(left, right) }
    if field.stride == 8 { return left.load(as: UInt64.self) == right.load(as: UInt64.self) }
    return left.load(as: UInt32.self) == right.load(as: UInt32.self)
  }

  /// Compares two repeated fields, given the places of their pairs.
  static func arrays(
    _ left: UnsafeMutableRawPointer, _ right: UnsafeMutableRawPointer, kind: UInt8, stride: Int,
    child: Layout?, isMap: Bool
  ) -> Bool {
    let count = left.load(as: Int.self)
    guard count == right.load(as: Int.self) else { return false }
    if count == 0 { return true }
    let first = left.load(fromByteOffset: 8, as: UnsafeMutableRawPointer.self)
    let second = right.load(fromByteOffset: 8, as: UnsafeMutableRawPointer.self)
    if kind == FieldKind.message, let child {
      if isMap { return maps(first, second, count, child) }
      return (0..<count).allSatisfy {
        messages(MapEntries.entry(first, $0), MapEntries.entry(second, $0), child)
      }
    }
    if FieldKind.isDelimited(kind) {
      return (0..<count).allSatisfy { TreeBytes.equal(first + $0 &* 16, second + $0 &* 16) }
    }
    return memcmp(first, second, count &* stride) == 0
  }

  private static func maps(
    _ left: UnsafeMutableRawPointer, _ right: UnsafeMutableRawPointer, _ count: Int,
    _ layout: Layout
  ) -> Bool {
    if count <= MapEntries.few {
      return (0..<count).allSatisfy { index in
        (0..<count).contains {
          messages(MapEntries.entry(left, index), MapEntries.entry(right, $0), layout)
        }
      }
    }
    let first = MapEntries.sorted(left, count, key: layout.fields)
    let second = MapEntries.sorted(right, count, key: layout.fields)
    return (0..<count).allSatisfy {
      messages(MapEntries.entry(left, first[$0]), MapEntries.entry(right, second[$0]), layout)
    }
  }

  private static func unknown(
    _ left: UnsafeMutableRawPointer, _ right: UnsafeMutableRawPointer
  ) -> Bool {
    guard let first = UnknownRun.of(left) else { return UnknownRun.of(right) == nil }
    guard let second = UnknownRun.of(right) else { return false }
    let (mine, theirs) = (first.pointee.bytes, second.pointee.bytes)
    guard mine.count == theirs.count, let one = mine.baseAddress, let other = theirs.baseAddress
    else { return false }
    return memcmp(one, other, mine.count) == 0
  }
}
