internal import CProtobufC

/// Writes a tree as JSON by the proto3 mapping (protobuf.dev, "ProtoJSON Format"), in one pass:
/// fields in the order of their numbers, nothing that is absent.
struct JSONWriter {
  /// Why writing ends.
  struct Fault: Error {
    let reason: JSONEncodingError.Reason
    init(_ reason: JSONEncodingError.Reason) { self.reason = reason }
  }

  var out: JSONBuffer
  let options: JSONEncodingOptions
  /// Where a fault was found.
  var trail = JSONTrail()
  /// Bytes that the contents of the outermost `google.protobuf.Any` being written may still take;
  /// nil outside of one.
  var contentBudget: Int?

  /// Writes a message. `level` counts the messages around it.
  mutating func message(
    _ message: UnsafeMutableRawPointer, _ layout: Layout, level: Int
  ) throws(Fault) {
    let form = layout.pointee.well_known
    if form != WellKnownForm.plain && form != WellKnownForm.empty {
      return try wellKnown(message, layout, level: level)
    }
    out.open(UInt8(ascii: "{"))
    try fields(message, layout, level: level)
    out.close(UInt8(ascii: "}"))
  }

  /// Writes the members of an object.
  mutating func fields(
    _ message: UnsafeMutableRawPointer, _ layout: Layout, level: Int
  ) throws(Fault) {
    for index in 0..<layout.count {
      let field = layout.fields + index
      guard field.isWritten(in: message) || (options.writesDefaults && Self.hasDefault(field))
      else { continue }
      out.item()
      out.text(options.usesContractNames ? field.pointee.name : field.pointee.json_name)
      out.colon()
      do throws(Fault) {
        try self.field(message, layout, index, level: level)
      } catch {
        trail.add(field: field.pointee.name)
        throw error
      }
      out.endItem()
    }
  }

  /// Whether an absent field reads as an empty value and not as absent.
  private static func hasDefault(_ field: FieldLayout) -> Bool {
    field.isRepeated || field.isImplicit
  }

  @inline(__always)
  private mutating func field(
    _ message: UnsafeMutableRawPointer, _ layout: Layout, _ index: Int, level: Int
  ) throws(Fault) {
    let field = layout.fields + index
    if options.masksPersonal && field.pointee.personal != 0 {
      out.raw("\"<personal>\"")
    } else if field.isMap {
      try map(message, field, level: level)
    } else if field.isRepeated {
      try list(message, layout, index, level: level)
    } else {
      try value(message + field.offset, layout, index, level: level)
    }
  }

  /// Writes one value of the field at `index`.
  @inline(__always)
  mutating func value(
    _ place: UnsafeMutableRawPointer, _ layout: Layout, _ index: Int, level: Int
  ) throws(Fault) {
    let field = layout.fields + index
    switch field.pointee.kind {
    case FieldKind.message:
      // An entry of a map may lack its value, which then reads as an empty message.
      let child = place.load(as: UnsafeMutableRawPointer?.self) ?? ArenaReference().pointer
      try message(child, field.child, level: level &+ 1)
    case FieldKind.string: out.text(TreeBytes.buffer(place))
    case FieldKind.bytes: out.base64(TreeBytes.buffer(place))
    default:
      if field.isEnum { return enumeration(place.load(as: Int32.self), layout, index) }
      number(place, field)
    }
  }

  /// Writes a number as it stands outside of quotes, but for those of 64 bits, which JSON's own
  /// readers would round.
  @inline(__always)
  private mutating func number(_ place: UnsafeMutableRawPointer, _ field: FieldLayout) {
    switch field.pointee.kind {
    case FieldKind.bool: bool(place)
    case FieldKind.double: out.double(place.load(as: Double.self))
    case FieldKind.float: out.float(place.load(as: Float.self))
    default:
      if field.stride == 8 {
        out.byte(UInt8(ascii: "\""))
        whole(place, field)
        out.byte(UInt8(ascii: "\""))
      } else {
        whole(place, field)
      }
    }
  }

  @inline(__always)
  private mutating func bool(_ place: UnsafeMutableRawPointer) {
    if place.load(as: UInt32.self) != 0 { out.raw("true") } else { out.raw("false") }
  }

  @inline(__always)
  private mutating func whole(_ place: UnsafeMutableRawPointer, _ field: FieldLayout) {
    switch (field.stride, field.isUnsigned) {
    case (8, true): out.unsigned(place.load(as: UInt64.self))
    case (8, false): out.signed(place.load(as: Int64.self))
    case (_, true): out.unsigned(UInt64(place.load(as: UInt32.self)))
    case (_, false): out.signed(Int64(place.load(as: Int32.self)))
    }
  }

  /// Writes an enum's value by name; by number when it has none.
  private mutating func enumeration(_ number: Int32, _ layout: Layout, _ index: Int) {
    // Another number than that of null could not be read back from it.
    if (layout.fields + index).isNull && number == 0 { return out.raw("null") }
    guard !options.writesEnumNumbers, let name = EnumNames(layout, index).cName(of: number) else {
      return out.signed(Int64(number))
    }
    out.text(name)
  }

  /// Writes a repeated field as a list.
  mutating func list(
    _ message: UnsafeMutableRawPointer, _ layout: Layout, _ index: Int, level: Int
  ) throws(Fault) {
    let field = layout.fields + index
    let count = (message + field.quantifier).load(as: Int.self)
    out.open(UInt8(ascii: "["))
    if count != 0 {
      let array = (message + field.offset).load(as: UnsafeMutableRawPointer.self)
      for element in 0..<count {
        out.item()
        do throws(Fault) {
          try value(array + element &* field.stride, layout, index, level: level)
        } catch {
          trail.add(element: element)
          throw error
        }
        out.endItem()
      }
    }
    out.close(UInt8(ascii: "]"))
  }

  /// Writes a map as an object.
  mutating func map(
    _ message: UnsafeMutableRawPointer, _ field: FieldLayout, level: Int
  ) throws(Fault) {
    let count = (message + field.quantifier).load(as: Int.self)
    out.open(UInt8(ascii: "{"))
    if count != 0 {
      let array = (message + field.offset).load(as: UnsafeMutableRawPointer.self)
      let layout = field.child
      let order =
        options.sortsMaps && count > 1
        ? MapEntries.sorted(array, count, key: layout.fields) : []
      for index in 0..<count {
        let entry = MapEntries.entry(array, order.isEmpty ? index : order[index])
        out.item()
        key(entry + layout.fields.offset, layout.fields)
        out.colon()
        do throws(Fault) {
          try value(entry + (layout.fields + 1).offset, layout, 1, level: level &+ 1)
        } catch {
          trail.add(element: index)
          throw error
        }
        out.endItem()
      }
    }
    out.close(UInt8(ascii: "}"))
  }

  /// Writes a map's key, always in quotes.
  private mutating func key(_ place: UnsafeMutableRawPointer, _ field: FieldLayout) {
    if field.pointee.kind == FieldKind.string { return out.text(TreeBytes.buffer(place)) }
    out.byte(UInt8(ascii: "\""))
    if field.pointee.kind == FieldKind.bool {
      bool(place)
    } else {
      whole(place, field)
    }
    out.byte(UInt8(ascii: "\""))
  }
}
