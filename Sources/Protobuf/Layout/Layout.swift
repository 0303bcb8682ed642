internal import CProtobufC

/// A message's table, as static data of the generated C.
typealias Layout = UnsafePointer<LintasTable>
/// One field of a table.
typealias FieldLayout = UnsafePointer<LintasField>

extension UnsafePointer<LintasTable> {
  /// Fields, sorted by number. Only to be called when there are any.
  @inline(__always) var fields: FieldLayout { pointee.fields.unsafelyUnwrapped }
  @inline(__always) var count: Int { Int(pointee.field_count) }
  @inline(__always) var size: Int { Int(pointee.size) }
  @inline(__always) var reachesPersonal: Bool { pointee.flags & 1 != 0 }
  @inline(__always) var isMapEntry: Bool { pointee.flags & 4 != 0 }

  /// 1 + the place of the field whose one-byte tag is `tag`; 0 for none.
  @inline(__always) func direct(_ tag: UInt8) -> Int {
    Int(UnsafeRawPointer(self).load(fromByteOffset: Int(tag), as: UInt8.self))
  }

  /// 1 + the place of the field that a tag of any length names, wire type included; 0 for none.
  @inline(__always) func index(of tag: UInt32) -> Int {
    let number = tag &>> 3
    let index: Int
    if number < 64 {
      let dense = UnsafeRawPointer(self) + 128
      index = Int(dense.load(fromByteOffset: Int(number), as: UInt8.self))
    } else {
      index = search(number)
    }
    if index == 0 { return 0 }
    let field = fields + (index &- 1)
    let wire = UInt8(truncatingIfNeeded: tag & 7)
    return wire == field.pointee.wire || (wire == 2 && field.isScalarList) ? index : 0
  }

  @inline(never) func search(_ number: UInt32) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low &+ high) &>> 1
      let found = fields[middle].number
      if found == number { return middle &+ 1 }
      if found < number { low = middle &+ 1 } else { high = middle }
    }
    return 0
  }
}

extension UnsafePointer<LintasField> {
  @inline(__always) var offset: Int { Int(pointee.offset) }
  @inline(__always) var quantifier: Int { Int(pointee.quantifier) }
  @inline(__always) var stride: Int { Int(pointee.size) }
  @inline(__always) var isImplicit: Bool { pointee.flags & 1 != 0 }
  @inline(__always) var isMap: Bool { pointee.flags & 2 != 0 }
  @inline(__always) var isPacked: Bool { pointee.flags & 4 != 0 }
  /// Whether this is a list of numbers, which is read packed or not, however it is written.
  @inline(__always) var isScalarList: Bool {
    isRepeated && !FieldKind.isDelimited(pointee.kind)
  }
  @inline(__always) var isEnum: Bool { pointee.flags & 8 != 0 }
  @inline(__always) var isUnsigned: Bool { pointee.flags & 16 != 0 }
  /// Whether the field is of google.protobuf.NullValue.
  @inline(__always) var isNull: Bool { pointee.flags & 32 != 0 }
  @inline(__always) var isOneof: Bool { pointee.cardinality == 1 }
  @inline(__always) var isRepeated: Bool { pointee.cardinality == 2 }
  /// The table of a message field. Only to be called for one.
  @inline(__always) var child: Layout { pointee.child.unsafelyUnwrapped }
}
