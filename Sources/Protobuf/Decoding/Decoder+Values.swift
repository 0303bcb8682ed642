internal import CProtobufC
internal import Glibc

/// Where values go.
extension Decoder {
  /// Writes a number as its kind lies in memory.
  @inline(__always)
  static func store(_ bits: UInt64, _ kind: UInt8, at place: UnsafeMutableRawPointer) {
    switch kind {
    case FieldKind.int64, FieldKind.fixed64, FieldKind.double:
      place.storeBytes(of: bits, as: UInt64.self)
    case FieldKind.sint64:
      place.storeBytes(of: (bits &>> 1) ^ (0 &- (bits & 1)), as: UInt64.self)
    case FieldKind.sint32:
      let low = UInt32(truncatingIfNeeded: bits)
      place.storeBytes(of: (low &>> 1) ^ (0 &- (low & 1)), as: UInt32.self)
    case FieldKind.bool:
      place.storeBytes(of: bits != 0 ? 1 : 0, as: UInt32.self)
    default:
      place.storeBytes(of: UInt32(truncatingIfNeeded: bits), as: UInt32.self)
    }
  }

  /// The place of the field's value, with its presence set; of a repeated field a new element.
  @inline(__always)
  mutating func valueToFill(
    _ field: FieldLayout, in message: UnsafeMutableRawPointer
  ) -> UnsafeMutableRawPointer? {
    let quantifier = message + field.quantifier
    switch field.pointee.cardinality {
    case 0:
      quantifier.storeBytes(of: 1, as: UInt32.self)
    case 1:
      quantifier.storeBytes(of: field.pointee.number, as: UInt32.self)
    default:
      return arena.pointee.appendWithinBudget(
        count: quantifier, array: message + field.offset, stride: field.stride)
    }
    return message + field.offset
  }

  /// The message that the field's bytes go into: the one that is there, or a new one.
  @inline(__always)
  mutating func childToFill(
    _ field: FieldLayout, in message: UnsafeMutableRawPointer
  ) -> UnsafeMutableRawPointer? {
    let layout = field.child
    if field.isRepeated {
      guard let child = arena.pointee.makeMessage(layout) else { return nil }
      let count = message + field.quantifier
      if field.isMap && count.load(as: Int.self) != 0 { mayRepeatKeys = true }
      guard
        let element = arena.pointee.appendWithinBudget(
          count: count, array: message + field.offset, stride: 8)
      else { return nil }
      element.storeBytes(of: child, as: UnsafeMutableRawPointer.self)
      return child
    }
    let slot = message + field.offset
    let isOther =
      field.isOneof && (message + field.quantifier).load(as: UInt32.self) != field.pointee.number
    if !isOther, let child = slot.load(as: UnsafeMutableRawPointer?.self) { return child }
    guard let child = arena.pointee.makeMessage(layout) else { return nil }
    slot.storeBytes(of: child, as: UnsafeMutableRawPointer.self)
    // The member is set last: until then the one before it stands.
    if isOther {
      (message + field.quantifier).storeBytes(of: field.pointee.number, as: UInt32.self)
    }
    return child
  }

  /// A run of packed numbers. The values are counted before room is taken for all of them.
  @inline(never)
  mutating func packed(
    _ place: WireBytes, _ end: WireBytes, _ field: FieldLayout,
    into message: UnsafeMutableRawPointer
  ) -> WireBytes? {
    var length = 0
    guard let start = WireReader.length(place, end, &length) else { return nil }
    let stop = start + length
    let stride = field.stride
    let kind = field.pointee.kind
    var added = 0
    if FieldKind.isVarint(kind) {
      for index in 0..<length where start[index] < 0x80 { added &+= 1 }
      if added == 0 { return length == 0 ? stop : nil }
    } else {
      guard length % stride == 0 else { return nil }
      added = length / stride
      if added == 0 { return stop }
    }
    let count = (message + field.quantifier).load(as: Int.self)
    guard var value = room(for: added, field, in: message) else { return failed(.overBudget) }
    if FieldKind.isVarint(kind) {
      var next = start
      var bits: UInt64 = 0
      while next < stop {
        guard let after = WireReader.varint(next, &bits), after <= stop else { return nil }
        Self.store(bits, kind, at: value)
        value += stride
        next = after
      }
    } else {
      memcpy(value, start, length)
    }
    (message + field.quantifier).storeBytes(of: count &+ added, as: Int.self)
    return stop
  }

  /// Makes room for `added` more numbers and returns the place of the first.
  private mutating func room(
    for added: Int, _ field: FieldLayout, in message: UnsafeMutableRawPointer
  ) -> UnsafeMutableRawPointer? {
    let stride = field.stride
    let count = (message + field.quantifier).load(as: Int.self)
    let old = (message + field.offset).load(as: UnsafeMutableRawPointer?.self)
    if let old, count &+ added <= ArenaState.capacity(for: count) { return old + count &* stride }
    let capacity = ArenaState.capacity(for: count &+ added)
    guard let new = arena.pointee.allocateWithinBudget(capacity &* stride) else { return nil }
    if let old { memcpy(new, old, count &* stride) }
    (message + field.offset).storeBytes(of: new, as: UnsafeMutableRawPointer.self)
    return new + count &* stride
  }
}
