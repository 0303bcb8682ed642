internal import CProtobufC

/// Fields of every cardinality.
extension JSONReader {
  /// Reads the value of the field at `index` into its message.
  @inline(__always)
  mutating func fill(
    _ index: Int, of message: UnsafeMutableRawPointer, _ layout: Layout, depth: Int
  ) throws(Fault) {
    let field = layout.fields + index
    if next() == UInt8(ascii: "n") && (field.isRepeated || !Self.takesNull(field)) {
      return try literal("null")
    }
    if field.isRepeated {
      if field.isMap { return try map(message, field, depth: depth) }
      return try list(message, layout, index, depth: depth)
    }
    let quantifier = message + field.quantifier
    if field.isOneof && quantifier.load(as: UInt32.self) != 0 { throw fault(.oneofTwice) }
    let value = message + field.offset
    guard try self.value(value, layout, index, depth: depth) else { return }
    if field.isOneof {
      quantifier.storeBytes(of: field.pointee.number, as: UInt32.self)
    } else if field.pointee.kind != FieldKind.message {
      quantifier.storeBytes(of: 1, as: UInt32.self)
    }
  }

  /// Whether `null` is a value of the field, where elsewhere it stands for none.
  @inline(__always)
  static func takesNull(_ field: FieldLayout) -> Bool {
    field.pointee.kind == FieldKind.message
      ? field.child.pointee.well_known == WellKnownForm.value : field.isNull
  }

  /// Reads one value of the field at `index` to `value`; false when it is the unknown name of an
  /// enum value that is to be ignored.
  @inline(__always)
  mutating func value(
    _ value: UnsafeMutableRawPointer, _ layout: Layout, _ index: Int, depth: Int
  ) throws(Fault) -> Bool {
    let field = layout.fields + index
    switch field.pointee.kind {
    case FieldKind.message:
      let child = try child(field.child, depth: depth)
      value.storeBytes(of: child, as: UnsafeMutableRawPointer.self)
    case FieldKind.string:
      guard next() == UInt8(ascii: "\"") else { throw fault(.notString) }
      store(try text(), at: value)
    case FieldKind.bytes:
      guard next() == UInt8(ascii: "\"") else { throw fault(.notString) }
      store(try base64(), at: value)
    default:
      if field.isEnum {
        guard let number = try enumeration(layout, index) else { return false }
        value.storeBytes(of: number, as: Int32.self)
      } else {
        try number(value, field)
      }
    }
    return true
  }

  /// Reads a message into a new structure.
  mutating func child(_ layout: Layout, depth: Int) throws(Fault) -> UnsafeMutableRawPointer {
    _ = next()
    guard depth > 0 else { throw fault(.tooDeep) }
    guard let child = arena.pointee.makeMessage(layout) else { throw fault(.overBudget) }
    try message(child, layout, depth: depth &- 1)
    return child
  }

  /// Lets a field refer to bytes of the text.
  @inline(__always)
  private mutating func store(_ bytes: UnsafeRawBufferPointer, at value: UnsafeMutableRawPointer) {
    value.storeBytes(of: bytes.count, as: Int.self)
    value.storeBytes(of: bytes.baseAddress, toByteOffset: 8, as: UnsafeRawPointer?.self)
  }

  /// Reads base 64; the place is at the opening quote.
  private mutating func base64() throws(Fault) -> UnsafeRawBufferPointer {
    let start = place
    let text = try text()
    // The text begins behind the quote and has become plain.
    guard let count = Base64.decode(inPlace: start + 1, text.count) else {
      throw Fault(.notBase64, at: start)
    }
    return UnsafeRawBufferPointer(start: start + 1, count: count)
  }

  /// Reads a repeated field, at least as long as its first element.
  mutating func list(
    _ message: UnsafeMutableRawPointer, _ layout: Layout, _ index: Int, depth: Int
  ) throws(Fault) {
    let field = layout.fields + index
    if try isEmpty(UInt8(ascii: "["), UInt8(ascii: "]"), else: .notList) { return }
    let takesNull = Self.takesNull(field)
    var element = 0
    repeat {
      do throws(Fault) {
        if next() == UInt8(ascii: "n") && !takesNull { throw nullFault() }
        // An element takes 4, 8 or 16 bytes, and joins the list only when it was read.
        var words: (UInt64, UInt64) = (0, 0)
        let isThere = try self.element(&words, layout, index, depth: depth)
        if isThere { try append(words, to: message, field) }
      } catch {
        trail.add(element: element)
        throw error
      }
      element &+= 1
    } while try !isAtEnd(of: UInt8(ascii: "]"))
  }

  @inline(__always)
  private mutating func element(
    _ words: inout (UInt64, UInt64), _ layout: Layout, _ index: Int, depth: Int
  ) throws(Fault) -> Bool {
    try withUnsafeMutablePointer(to: &words) { pointer throws(Fault) in
      try value(UnsafeMutableRawPointer(pointer), layout, index, depth: depth)
    }
  }

  @inline(__always)
  private mutating func append(
    _ words: (UInt64, UInt64), to message: UnsafeMutableRawPointer, _ field: FieldLayout
  ) throws(Fault) {
    guard
      let place = arena.pointee.appendWithinBudget(
        count: message + field.quantifier, array: message + field.offset, stride: field.stride)
    else { throw fault(.overBudget) }
    switch field.stride {
    case 4: place.storeBytes(of: UInt32(truncatingIfNeeded: words.0), as: UInt32.self)
    case 8: place.storeBytes(of: words.0, as: UInt64.self)
    default: place.storeBytes(of: words, as: (UInt64, UInt64).self)
    }
  }

  /// The fault of an element that begins as `null` does.
  private mutating func nullFault() -> Fault {
    let start = place
    do { try literal("null") } catch { return error }
    return Fault(.nullElement, at: start)
  }

  /// Reads an object as a map.
  mutating func map(
    _ message: UnsafeMutableRawPointer, _ field: FieldLayout, depth: Int
  ) throws(Fault) {
    _ = next()
    let start = place
    if try isEmpty(UInt8(ascii: "{"), UInt8(ascii: "}"), else: .notObject) { return }
    let layout = field.child
    var element = 0
    repeat {
      _ = next()
      guard depth > 0 else { throw fault(.tooDeep) }
      do throws(Fault) {
        if let entry = try entry(layout, depth: depth &- 1) {
          guard
            let slot = arena.pointee.appendWithinBudget(
              count: message + field.quantifier, array: message + field.offset, stride: 8)
          else { throw fault(.overBudget) }
          slot.storeBytes(of: entry, as: UnsafeMutableRawPointer.self)
        }
      } catch {
        trail.add(element: element)
        throw error
      }
      element &+= 1
    } while try !isAtEnd(of: UInt8(ascii: "}"))
    // Once for the whole map and by sorting: no text makes the work grow with its square.
    guard MapEntries.collapse(message + field.quantifier, key: layout.fields) == 0 else {
      throw Fault(.keyTwice, at: start)
    }
  }

  /// Reads an entry of a map; nil when its value is to be ignored.
  private mutating func entry(
    _ layout: Layout, depth: Int
  ) throws(Fault) -> UnsafeMutableRawPointer? {
    guard let entry = arena.pointee.makeMessage(layout) else { throw fault(.overBudget) }
    let value = layout.fields + 1
    guard next() == UInt8(ascii: "\"") else { throw fault(.noName) }
    try key(entry + layout.fields.offset, layout.fields)
    (entry + layout.fields.quantifier).storeBytes(of: 1, as: UInt32.self)
    try colon()
    if next() == UInt8(ascii: "n") && !Self.takesNull(value) { throw nullFault() }
    guard try self.value(entry + value.offset, layout, 1, depth: depth) else { return nil }
    if value.pointee.kind != FieldKind.message {
      (entry + value.quantifier).storeBytes(of: 1, as: UInt32.self)
    }
    return entry
  }

  /// Reads a map's key, which stands in quotes whatever it is; the place is at the first.
  private mutating func key(
    _ value: UnsafeMutableRawPointer, _ field: FieldLayout
  ) throws(Fault) {
    switch field.pointee.kind {
    case FieldKind.string: store(try text(), at: value)
    case FieldKind.bool:
      let start = place
      let text = try text()
      if text.elementsEqual("true".utf8) {
        value.storeBytes(of: 1, as: UInt32.self)
      } else if !text.elementsEqual("false".utf8) {
        throw Fault(.notBool, at: start)
      }
    default: try number(value, field)
    }
  }
}
