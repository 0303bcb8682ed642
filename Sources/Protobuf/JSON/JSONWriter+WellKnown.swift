internal import CProtobufC

/// Messages whose JSON is not an object of their fields.
extension JSONWriter {
  /// Writes a message of such a type.
  @inline(never)
  mutating func wellKnown(
    _ message: UnsafeMutableRawPointer, _ layout: Layout, level: Int
  ) throws(Fault) {
    let fields = layout.fields
    switch layout.pointee.well_known {
    case WellKnownForm.any: try any(message, layout, level: level)
    case WellKnownForm.timestamp:
      let (seconds, nanos) = Self.time(message, fields)
      guard TimeText.writeMoment(seconds: seconds, nanos: nanos, to: &out) else {
        throw Fault(.momentOutOfRange)
      }
    case WellKnownForm.duration:
      let (seconds, nanos) = Self.time(message, fields)
      guard TimeText.writeDuration(seconds: seconds, nanos: nanos, to: &out) else {
        throw Fault(.durationOutOfRange)
      }
    case WellKnownForm.fieldMask: try mask(message, fields)
    case WellKnownForm.structure: try map(message, fields, level: level)
    case WellKnownForm.value: try value(message, layout, level: level)
    case WellKnownForm.listValue: try list(message, layout, 0, level: level)
    default: try value(message + fields.offset, layout, 0, level: level)
    }
  }

  /// The seconds and nanoseconds of a moment or a duration.
  private static func time(
    _ message: UnsafeMutableRawPointer, _ fields: FieldLayout
  ) -> (Int64, Int32) {
    (
      (message + fields.offset).load(as: Int64.self),
      (message + (fields + 1).offset).load(as: Int32.self)
    )
  }

  private mutating func mask(
    _ message: UnsafeMutableRawPointer, _ field: FieldLayout
  ) throws(Fault) {
    let count = (message + field.quantifier).load(as: Int.self)
    out.byte(UInt8(ascii: "\""))
    if count != 0 {
      let array = (message + field.offset).load(as: UnsafeMutableRawPointer.self)
      for index in 0..<count {
        if index > 0 { out.byte(UInt8(ascii: ",")) }
        guard MaskText.write(TreeBytes.buffer(array + index &* 16), to: &out) else {
          throw Fault(.maskPath)
        }
      }
    }
    out.byte(UInt8(ascii: "\""))
  }

  /// Writes a `google.protobuf.Value`: six members of one oneof, numbered from 1.
  private mutating func value(
    _ message: UnsafeMutableRawPointer, _ layout: Layout, level: Int
  ) throws(Fault) {
    let member = (message + layout.fields.quantifier).load(as: UInt32.self)
    guard member != 0, member <= layout.count else { throw Fault(.valueWithoutKind) }
    if member == 1 { return out.raw("null") }
    let index = Int(member) &- 1
    let field = layout.fields + index
    let place = message + field.offset
    if field.pointee.kind == FieldKind.double && !place.load(as: Double.self).isFinite {
      throw Fault(.valueNotFinite)
    }
    if field.pointee.kind == FieldKind.message
      && place.load(as: UnsafeMutableRawPointer?.self) == nil
    {
      throw Fault(.valueWithoutKind)
    }
    try value(place, layout, index, level: level)
  }

  /// Writes a `google.protobuf.Any`: the content's own object with its type in it, or, when the
  /// content's JSON is no object of its fields, an object of the type and the `value`.
  private mutating func any(
    _ message: UnsafeMutableRawPointer, _ layout: Layout, level: Int
  ) throws(Fault) {
    let url = TreeBytes.buffer(message + layout.fields.offset)
    let content = TreeBytes.buffer(message + (layout.fields + 1).offset)
    if url.isEmpty && content.isEmpty { return out.raw("{}") }
    guard let type = options.types.layout(at: url) else { throw Fault(.unknownType) }
    let outer = contentBudget
    defer { contentBudget = outer }
    let tree = try decode(content, type, level: level &+ 1)
    defer { withExtendedLifetime(tree.box) {} }
    out.open(UInt8(ascii: "{"))
    out.item()
    out.raw("\"@type\"")
    out.colon()
    out.text(url)
    out.endItem()
    let form = type.pointee.well_known
    if form == WellKnownForm.plain || form == WellKnownForm.empty {
      try fields(tree.pointer, type, level: level &+ 1)
    } else {
      out.item()
      out.raw("\"value\"")
      out.colon()
      try wellKnown(tree.pointer, type, level: level &+ 1)
      out.endItem()
    }
    out.close(UInt8(ascii: "}"))
  }

  /// Decodes the content of an Any. What lies in it counts on as the levels and the memory of the
  /// outermost one, so that contents within contents cost no more than one.
  private mutating func decode(
    _ content: UnsafeRawBufferPointer, _ type: Layout, level: Int
  ) throws(Fault) -> ArenaReference {
    let budget = contentBudget ?? options.limits.budget(for: content.count)
    guard level <= options.limits.depth else { throw Fault(.overLimit) }
    let limits = DecodingLimits(
      depth: options.limits.depth - level, baseBytes: budget, bytesPerInputByte: 0,
      mostBytes: budget)
    do {
      let tree = try DecodedTree.make(content, MessageTable(type), limits)
      contentBudget = budget - (tree.box?.arena.pointee.reserved ?? 0)
      return tree
    } catch {
      switch error {
      case .malformed, .invalidUTF8: throw Fault(.malformedContent)
      case .tooDeep, .overBudget: throw Fault(.overLimit)
      }
    }
  }
}
