internal import CProtobufC
internal import Glibc

/// Messages and fields, last field first. On the wire the fields stand in the order of their
/// numbers, with what is kept of unknown fields behind them.
extension BackwardWriter {
  /// Writes the fields of a message, without tag and length.
  mutating func message(
    _ place: WritePlace, _ message: UnsafeMutableRawPointer, _ layout: Layout
  ) -> WritePlace {
    var place = place
    if let run = UnknownRun.of(message) { place = unknown(place, run) }
    var index = layout.count
    guard let fields = layout.pointee.fields else { return place }
    while index > 0 {
      index &-= 1
      place = field(place, message, fields + index)
    }
    return place
  }

  /// Writes one field with its tag, or nothing when it is absent.
  @inline(__always)
  mutating func field(
    _ place: WritePlace, _ message: UnsafeMutableRawPointer, _ field: FieldLayout
  ) -> WritePlace {
    let value = message + field.offset
    let kind = field.pointee.kind
    if field.isRepeated {
      let count = (message + field.quantifier).load(as: Int.self)
      if count == 0 { return place }
      return elements(place, value.load(as: UnsafeMutableRawPointer.self), count, field)
    }
    if field.isOneof {
      let member = (message + field.quantifier).load(as: UInt32.self)
      if member != field.pointee.number { return place }
    }
    if kind == FieldKind.message {
      guard let child = value.load(as: UnsafeMutableRawPointer?.self) else { return place }
      return nested(place, child, field)
    }
    if !field.isOneof && (message + field.quantifier).load(as: UInt32.self) == 0 { return place }
    if FieldKind.isDelimited(kind) {
      if field.isImplicit && value.load(as: Int.self) == 0 { return place }
      return bytes(place, value, field)
    }
    return number(place, value, field)
  }

  /// Writes a message with its length and tag.
  @inline(__always)
  mutating func nested(
    _ place: WritePlace, _ child: UnsafeMutableRawPointer, _ field: FieldLayout
  ) -> WritePlace {
    let behind = end - place
    let start = reserve(16, before: message(place, child, field.child))
    let length = (end - start) &- behind
    return tag(varint(start, UInt64(truncatingIfNeeded: length)), field)
  }

  /// Writes a number with its tag; nothing if it is 0 and a field without presence.
  @inline(__always)
  mutating func number(
    _ place: WritePlace, _ value: UnsafeMutableRawPointer, _ field: FieldLayout
  ) -> WritePlace {
    let start = reserve(16, before: place)
    let kind = field.pointee.kind
    if FieldKind.isVarint(kind) {
      let bits = Self.wireBits(kind, value)
      if bits == 0 && field.isImplicit { return start }
      return tag(varint(start, bits), field)
    }
    if field.stride == 8 {
      let bits = value.load(as: UInt64.self)
      if bits == 0 && field.isImplicit { return start }
      let place = start - 8
      UnsafeMutableRawPointer(place).storeBytes(of: bits.littleEndian, as: UInt64.self)
      return tag(place, field)
    }
    let bits = value.load(as: UInt32.self)
    if bits == 0 && field.isImplicit { return start }
    let next = start - 4
    UnsafeMutableRawPointer(next).storeBytes(of: bits.littleEndian, as: UInt32.self)
    return tag(next, field)
  }

  /// Writes what is kept of unknown fields.
  mutating func unknown(
    _ place: WritePlace, _ run: UnsafeMutablePointer<UnknownRun>
  ) -> WritePlace {
    let bytes = run.pointee.bytes
    let start = reserve(bytes.count, before: place) - bytes.count
    if let base = bytes.baseAddress { memcpy(start, base, bytes.count) }
    return start
  }
}
