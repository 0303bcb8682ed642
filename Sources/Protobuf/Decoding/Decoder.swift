internal import CProtobufC
internal import Glibc

/// Reads an encoding into a tree of C structures, by the message's table, in one pass.
///
/// The protocol (protobuf.dev, "Encoding"): a message is a run of fields, each a tag (number and
/// wire type) and a value. Fields come in any order and any number; the last scalar wins, a message
/// that comes again is merged into the first, repeated fields are joined, of a oneof the last
/// member stands. A scalar that repeats may come packed or not, whatever the contract says. A field
/// that the table does not know, or that comes with another wire type, is kept as it is.
///
/// The input has been copied into the arena, and strings point into that copy. A length prefix is
/// believed only when its bytes are there, so no memory is taken on a mere promise. No bytes can
/// make the decoder trap: places are compared with the end before they are used.
struct Decoder {
  let arena: UnsafeMutablePointer<ArenaState>
  /// Why `false` or nil came back, unless the bytes were simply malformed.
  var fault = DecodingError.malformed
  /// An entry was added to a map that already had one: there may be two of one key.
  var mayRepeatKeys = false

  /// Reads the fields between `start` and `end` into `message`, on top of what it holds. `depth`
  /// counts the levels that may still be entered.
  mutating func message(
    _ start: WireBytes, _ end: WireBytes, into message: UnsafeMutableRawPointer, _ layout: Layout,
    depth: Int
  ) -> Bool {
    var place = start
    let fields = layout.pointee.fields
    while place < end {
      let fieldStart = place
      var tag = UInt32(place.pointee)
      let index: Int
      if tag < 128 {
        index = layout.direct(UInt8(truncatingIfNeeded: tag))
        place += 1
      } else {
        guard let next = WireReader.tag(place, &tag), next <= end else { return false }
        index = layout.index(of: tag)
        place = next
      }
      guard index != 0, let field = fields.map({ $0 + (index &- 1) }) else {
        guard let next = skip(tag, place, end, depth: depth) else { return false }
        guard keepUnknown(in: message, fieldStart, next) else { return false }
        place = next
        continue
      }
      let next: WireBytes?
      if FieldKind.isDelimited(field.pointee.kind) {
        next = delimited(place, end, field, into: message, depth: depth)
      } else if tag & 7 == 2 {
        next = packed(place, end, field, into: message)
      } else {
        next = scalar(place, end, field, into: message)
      }
      guard let next else { return false }
      place = next
    }
    return true
  }

  /// Bytes, a string or a message.
  @inline(__always)
  private mutating func delimited(
    _ place: WireBytes, _ end: WireBytes, _ field: FieldLayout,
    into message: UnsafeMutableRawPointer, depth: Int
  ) -> WireBytes? {
    var length = 0
    guard let start = WireReader.length(place, end, &length) else { return nil }
    if field.pointee.kind == FieldKind.message {
      guard depth > 0 else { return failed(.tooDeep) }
      guard let child = childToFill(field, in: message) else { return failed(.overBudget) }
      let layout = field.child
      let isWhole = self.message(start, start + length, into: child, layout, depth: depth &- 1)
      if layout.isMapEntry && !endEntry(child, isWhole, field, in: message) { return nil }
      return isWhole ? start + length : nil
    }
    if field.pointee.kind == FieldKind.string && !UTF8Check.isValid(start, length) {
      return failed(.invalidUTF8)
    }
    guard let value = valueToFill(field, in: message) else { return failed(.overBudget) }
    value.storeBytes(of: length, as: Int.self)
    value.storeBytes(of: start, toByteOffset: 8, as: WireBytes.self)
    return start + length
  }

  /// One number that is not packed.
  @inline(__always)
  private mutating func scalar(
    _ place: WireBytes, _ end: WireBytes, _ field: FieldLayout,
    into message: UnsafeMutableRawPointer
  ) -> WireBytes? {
    var bits: UInt64 = 0
    let next: WireBytes
    switch field.pointee.wire {
    case 0:
      guard let after = WireReader.varint(place, &bits) else { return nil }
      next = after
    case 1:
      bits = WireReader.load64(place)
      next = place + 8
    default:
      bits = UInt64(WireReader.load32(place))
      next = place + 4
    }
    guard next <= end else { return nil }
    guard let value = valueToFill(field, in: message) else { return failed(.overBudget) }
    Self.store(bits, field.pointee.kind, at: value)
    return next
  }

  /// Notes why decoding ends.
  @inline(__always) mutating func failed(_ fault: DecodingError) -> WireBytes? {
    self.fault = fault
    return nil
  }
}
