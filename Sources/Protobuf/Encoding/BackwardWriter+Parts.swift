internal import CProtobufC

/// A message in two parts: without its personal fields, and these alone. A singular message that
/// only contains personal fields stands in both, each time with its own share; a repeated field or
/// a map whose elements contain personal fields is personal as a whole, since elements could not be
/// joined again one by one. Unknown fields of a message that can hold personal data are personal:
/// nobody here knows better.
///
/// Merging the two encodings, the clear one first, gives the message back.
extension BackwardWriter {
  /// Writes one part of a message.
  mutating func part(
    _ part: Encoder.Part, _ place: WritePlace, _ message: UnsafeMutableRawPointer, _ layout: Layout
  ) -> WritePlace {
    guard layout.reachesPersonal, let fields = layout.pointee.fields else {
      return part == .clear ? self.message(place, message, layout) : place
    }
    var place = place
    if part == .personal, let run = UnknownRun.of(message) {
      place = unknown(place, run)
    }
    for index in stride(from: layout.count - 1, through: 0, by: -1) {
      let field = fields + index
      let holdsPersonal = field.pointee.child.map { $0.reachesPersonal } ?? false
      let isPersonal = field.pointee.personal != 0 || (field.isRepeated && holdsPersonal)
      if isPersonal == (part == .personal) && (isPersonal || !holdsPersonal) {
        place = self.field(place, message, field)
      } else if !isPersonal && holdsPersonal {
        place = nestedPart(part, place, message, field)
      }
    }
    return place
  }

  /// Writes the share of a singular message. An empty share is left out of the personal part; the
  /// clear part keeps it, since that the message is there is not personal.
  private mutating func nestedPart(
    _ part: Encoder.Part, _ place: WritePlace, _ message: UnsafeMutableRawPointer,
    _ field: FieldLayout
  ) -> WritePlace {
    if field.isOneof {
      let member = (message + field.quantifier).load(as: UInt32.self)
      if member != field.pointee.number { return place }
    }
    guard let child = (message + field.offset).load(as: UnsafeMutableRawPointer?.self) else {
      return place
    }
    let behind = end - place
    let start = reserve(16, before: self.part(part, place, child, field.child))
    let length = (end - start) &- behind
    if length == 0 && part == .personal { return start }
    return tag(varint(start, UInt64(truncatingIfNeeded: length)), field)
  }
}
