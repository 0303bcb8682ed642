internal import CProtobufC
internal import Glibc

/// `google.protobuf.Any`: an object with the type of its content among its members.
extension JSONReader {
  /// Reads an Any. Its content is read into an arena of its own, encoded, and kept as bytes.
  mutating func any(
    _ message: UnsafeMutableRawPointer, _ layout: Layout, depth: Int
  ) throws(Fault) {
    guard next() == UInt8(ascii: "{") else { throw fault(.notObject) }
    let start = place
    guard let typeAt = try findType(depth: depth) else {
      // Without any member it is an Any of nothing.
      place = start
      if try isEmpty(UInt8(ascii: "{"), UInt8(ascii: "}"), else: .notObject) { return }
      throw Fault(.noType, at: start)
    }
    place = typeAt
    let url = try typeURL()
    guard let type = types.layout(at: url) else { throw Fault(.unknownType, at: typeAt) }
    place = start + 1
    guard depth > 0 else { throw Fault(.tooDeep, at: start) }
    let content = try content(of: type, depth: depth &- 1)
    put(url, into: message, layout.fields)
    put(content, into: message, layout.fields + 1)
  }

  private func put(
    _ bytes: UnsafeRawBufferPointer, into message: UnsafeMutableRawPointer, _ field: FieldLayout
  ) {
    (message + field.quantifier).storeBytes(of: 1, as: UInt32.self)
    (message + field.offset).storeBytes(of: bytes.count, as: Int.self)
    (message + field.offset).storeBytes(
      of: bytes.baseAddress, toByteOffset: 8, as: UnsafeRawPointer?.self)
  }

  /// Where the value of `@type` stands in the object at the place; nil when it has none.
  private mutating func findType(depth: Int) throws(Fault) -> Place? {
    let start = place
    place += 1
    if next() == UInt8(ascii: "\"") {
      let name = try skipText()
      try colon()
      _ = next()
      if TypeMembers.isNameOrEscaped(name) { return place }
    }
    if let searched = typeMembers.searched, start < searched {
      return typeMembers.value(in: start)
    }
    place = start
    typeMembers.isSearching = true
    try skip(depth: depth)
    typeMembers.finish(at: place)
    return typeMembers.value(in: start)
  }

  /// Reads the URL of a type at the place. With escapes it is read from a copy, since the object
  /// that it stands in is read again.
  private mutating func typeURL() throws(Fault) -> UnsafeRawBufferPointer {
    guard place.pointee == UInt8(ascii: "\"") else { throw fault(.notString) }
    let start = place
    let raw = try skipText()
    guard raw.contains(UInt8(ascii: "\\")) else { return raw }
    let count = raw.count &+ 2
    guard let copy = arena.pointee.allocateWithinBudget(count &+ WireReader.slop) else {
      throw fault(.overBudget)
    }
    memcpy(copy, start, count)
    memset(copy + count, 0, WireReader.slop)
    let behind = place
    place = copy.assumingMemoryBound(to: UInt8.self)
    defer { place = behind }
    // The escapes were checked, so this cannot fail.
    return try text()
  }

  /// Reads the members of an Any up to its end and returns the encoding of its content.
  private mutating func content(
    of type: Layout, depth: Int
  ) throws(Fault) -> UnsafeRawBufferPointer {
    // All that is alive at once, however many contents lie in each other, comes out of one budget:
    // the content may take what the arena around it has left, and nothing is taken there meanwhile.
    let outer = arena
    let box = Box.make()
    box.arena.pointee.budget = outer.pointee.budget
    arena = box.arena
    defer {
      arena = outer
      withExtendedLifetime(box) {}
    }
    guard let message = arena.pointee.makeMessage(type) else { throw fault(.overBudget) }
    let form = type.pointee.well_known
    if form == WellKnownForm.plain {
      try members(message, type, isContent: true, depth: depth)
    } else {
      try wrapped(message, type, depth: depth)
    }
    var writer = BackwardWriter(capacity: 256)
    defer { writer.base.deallocate() }
    let start = writer.message(writer.end, message, type)
    let count = writer.end - start
    // The writer's buffer and the copy stand beside the content for a moment.
    guard count <= box.arena.pointee.budget / 3,
      let copy = outer.pointee.allocateWithinBudget(count)
    else { throw fault(.overBudget) }
    memcpy(copy, start, count)
    return UnsafeRawBufferPointer(start: copy, count: count)
  }

  /// Reads the members of an Any whose content is its member `value`.
  private mutating func wrapped(
    _ message: UnsafeMutableRawPointer, _ type: Layout, depth: Int
  ) throws(Fault) {
    let object = place - 1
    var hasType = false
    var hasValue = false
    repeat {
      _ = next()
      let start = place
      let name = try name()
      if TypeMembers.isName(name) {
        guard !hasType else { throw Fault(.fieldTwice, at: start) }
        hasType = true
        try skip(depth: 0)
      } else if name.elementsEqual("value".utf8) {
        guard !hasValue else { throw Fault(.fieldTwice, at: start) }
        hasValue = true
        _ = next()
        try self.message(message, type, depth: depth)
      } else {
        guard ignoresUnknown else { throw Fault(.unknownField, at: start) }
        try skip(depth: depth)
      }
    } while try !isAtEnd(of: UInt8(ascii: "}"))
    // Some write an Empty as an object that has no more than its type.
    guard hasValue || type.pointee.well_known == WellKnownForm.empty else {
      throw Fault(.noContent, at: object)
    }
  }
}
