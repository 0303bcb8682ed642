internal import CProtobufC
internal import Glibc

/// Repeated fields: numbers as one packed run unless the contract says not to, all else with a tag
/// each.
extension BackwardWriter {
  /// Writes the `count` elements of `array`, at least one.
  @inline(never)
  mutating func elements(
    _ place: WritePlace, _ array: UnsafeMutableRawPointer, _ count: Int, _ field: FieldLayout
  ) -> WritePlace {
    let kind = field.pointee.kind
    if field.isPacked { return packed(place, array, count, field) }
    var place = place
    var index = count
    if !FieldKind.isDelimited(kind) {
      while index > 0 {
        index &-= 1
        place = number(place, array + index &* field.stride, field)
      }
      return place
    }
    if kind == FieldKind.message {
      if field.isMap && isDeterministic && count > 1 {
        return sortedEntries(place, array, count, field)
      }
      while index > 0 {
        index &-= 1
        place = nested(place, MapEntries.entry(array, index), field)
      }
      return place
    }
    while index > 0 {
      index &-= 1
      place = bytes(place, array + index &* 16, field)
    }
    return place
  }

  private mutating func packed(
    _ place: WritePlace, _ array: UnsafeMutableRawPointer, _ count: Int, _ field: FieldLayout
  ) -> WritePlace {
    let kind = field.pointee.kind
    let stride = field.stride
    let behind = end - place
    var start: WritePlace
    if FieldKind.isVarint(kind) {
      start = reserve(count &* 10 &+ 16, before: place)
      var index = count
      while index > 0 {
        index &-= 1
        start = varint(start, Self.wireBits(kind, array + index &* stride))
      }
    } else {
      let size = count &* stride
      start = reserve(size &+ 16, before: place) - size
      memcpy(start, array, size)
    }
    let length = (end - start) &- behind
    return tag(varint(start, UInt64(truncatingIfNeeded: length)), field)
  }

  private mutating func sortedEntries(
    _ place: WritePlace, _ array: UnsafeMutableRawPointer, _ count: Int, _ field: FieldLayout
  ) -> WritePlace {
    var place = place
    for index in MapEntries.sorted(array, count, key: field.child.fields).reversed() {
      place = nested(place, MapEntries.entry(array, index), field)
    }
    return place
  }
}
