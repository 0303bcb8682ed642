internal import CProtobufC

/// A hash of a tree that agrees with `TreeEquality`. Unknown fields are left out.
enum TreeHash {
  static func message(
    _ message: UnsafeMutableRawPointer, _ layout: Layout, into hasher: inout Hasher
  ) {
    for index in 0..<layout.count {
      let field = layout.fields + index
      let quantifier = message + field.quantifier
      let value = message + field.offset
      if field.isRepeated {
        array(quantifier, field, into: &hasher)
        continue
      }
      if field.isOneof {
        let member = quantifier.load(as: UInt32.self)
        hasher.combine(member)
        if member != field.pointee.number { continue }
      } else if field.pointee.kind != FieldKind.message && !field.isImplicit {
        let isPresent = quantifier.load(as: UInt32.self) != 0
        hasher.combine(isPresent)
        if !isPresent { continue }
      }
      if field.pointee.kind == FieldKind.message {
        let child = value.load(as: UnsafeMutableRawPointer?.self)
        hasher.combine(child != nil)
        if let child { self.message(child, field.child, into: &hasher) }
      } else {
        self.value(value, field, into: &hasher)
      }
    }
  }

  private static func value(
    _ place: UnsafeMutableRawPointer, _ field: FieldLayout, into hasher: inout Hasher
  ) {
    if FieldKind.isDelimited(field.pointee.kind) {
      let bytes = TreeBytes.buffer(place)
      hasher.combine(bytes.count)
      hasher.combine(bytes: bytes)
    } else {
      hasher.combine(bytes: UnsafeRawBufferPointer(start: place, count: field.stride))
    }
  }

  private static func array(
    _ pair: UnsafeMutableRawPointer, _ field: FieldLayout, into hasher: inout Hasher
  ) {
    let count = pair.load(as: Int.self)
    hasher.combine(count)
    if count == 0 { return }
    let elements = pair.load(fromByteOffset: 8, as: UnsafeMutableRawPointer.self)
    if field.isMap {
      var sum = 0
      for index in 0..<count {
        var inner = Hasher()
        message(MapEntries.entry(elements, index), field.child, into: &inner)
        sum &+= inner.finalize()
      }
      hasher.combine(sum)
    } else if field.pointee.kind == FieldKind.message {
      for index in 0..<count {
        message(MapEntries.entry(elements, index), field.child, into: &hasher)
      }
    } else {
      for index in 0..<count { value(elements + index &* field.stride, field, into: &hasher) }
    }
  }
}
