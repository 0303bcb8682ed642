internal import CProtobufC

extension MessageTable {
  /// Compares this table, and all that it leads to, with protobuf-c's descriptors, which another
  /// program wrote from the same contract. Each difference is one sentence; none means that the
  /// table is right. For tests of what the generator wrote.
  public func verify() -> [String] {
    var faults: [String] = []
    var seen: Set<Layout> = []
    Self.verify(layout, &seen, &faults)
    return faults
  }

  private static func verify(_ layout: Layout, _ seen: inout Set<Layout>, _ faults: inout [String])
  {
    guard seen.insert(layout).inserted else { return }
    let table = layout.pointee
    let name = String(cString: table.name)
    let descriptor = table.descriptor.pointee
    if name != String(cString: descriptor.name) { faults.append("\(name): name") }
    if Int(table.size) != descriptor.sizeof_message { faults.append("\(name): size") }
    if let fault = wellKnownFault(layout) { faults.append("\(name): \(fault)") }
    guard table.field_count == descriptor.n_fields else {
      faults.append("\(name): \(table.field_count) fields, descriptor \(descriptor.n_fields)")
      return
    }
    var indices = Indices()
    var jsonNames: Set<String> = []
    for index in 0..<layout.count {
      let field = layout.fields + index
      let path = "\(name).\(String(cString: field.pointee.name))"
      faults += differences(field, descriptor.fields[index]).map { "\(path): \($0)" }
      indices.add(field, at: index)
      if !jsonNames.insert(String(cString: field.pointee.json_name)).inserted {
        faults.append("\(path): name in JSON")
      }
      guard field.pointee.kind == FieldKind.message else { continue }
      guard let child = field.pointee.child else {
        faults.append("\(path): no table of the child")
        continue
      }
      if UnsafeRawPointer(child.pointee.descriptor) != descriptor.fields[index].descriptor {
        faults.append("\(path): the child's table is another message's")
      }
      if child.reachesPersonal && !layout.reachesPersonal {
        faults.append("\(path): personal below")
      }
      verify(child, &seen, &faults)
    }
    if !indices.match(layout) { faults.append("\(name): direct or dense") }
  }

  private static func differences(
    _ field: FieldLayout, _ descriptor: ProtobufCFieldDescriptor
  ) -> [String] {
    let table = field.pointee
    var wrong: [String] = []
    func expect(_ isRight: Bool, _ what: String) { if !isRight { wrong.append(what) } }
    // A name that C cannot bear was replaced for protobuf-c.
    let name = descriptor.name.map { String(cString: $0) } ?? ""
    expect(name == String(cString: table.name) || name == "field_\(table.number)", "name")
    expect(table.json_name.pointee != 0, "name in JSON")
    expect(table.number == descriptor.id, "number")
    expect(table.offset == descriptor.offset, "offset")
    let isRepeated = descriptor.label == PROTOBUF_C_LABEL_REPEATED
    let isOneof = descriptor.flags & 4 != 0
    expect(table.cardinality == (isRepeated ? 2 : isOneof ? 1 : 0), "cardinality")
    let isMessage = descriptor.type == PROTOBUF_C_TYPE_MESSAGE
    if isRepeated || isOneof || !isMessage {
      expect(table.quantifier == descriptor.quantifier_offset, "quantifier")
    }
    let form = FieldForm(descriptor.type)
    let isText = table.kind == FieldKind.string && form.kind == FieldKind.bytes
    expect(table.kind == form.kind || isText, "kind")
    expect(table.wire == form.wire, "wire type")
    expect(table.size == form.size, "size")
    let isPacked = isRepeated && descriptor.flags & 1 != 0
    expect(field.isPacked == isPacked, "packed")
    let isEnum = descriptor.type == PROTOBUF_C_TYPE_ENUM
    expect(field.isEnum == isEnum, "enum")
    let enumeration =
      isEnum ? descriptor.descriptor?.assumingMemoryBound(to: ProtobufCEnumDescriptor.self) : nil
    let isNull = enumeration.map { String(cString: $0.pointee.name) == "google.protobuf.NullValue" }
    expect((table.flags & 32 != 0) == (isNull ?? false), "null")
    expect(!field.isImplicit || !(isRepeated || isOneof || isMessage), "presence")
    expect(field.isUnsigned == form.isUnsigned, "unsigned")
    expect(table.tag == table.number << 3 | (isPacked ? 2 : UInt32(table.wire)), "tag")
    let bits = UInt32.bitWidth - table.tag.leadingZeroBitCount
    expect(Int(table.tag_length) == (bits + 6) / 7, "length of the tag")
    expect(!field.isMap || (isRepeated && table.child?.isMapEntry == true), "map")
    return wrong
  }
}

extension MessageTable {
  /// What `direct` and `dense` must hold.
  private struct Indices {
    var direct = [UInt8](repeating: 0, count: 128)
    var dense = [UInt8](repeating: 0, count: 64)

    mutating func add(_ field: FieldLayout, at index: Int) {
      let number = field.pointee.number
      var tags = [number << 3 | UInt32(field.pointee.wire)]
      if field.isScalarList { tags.append(number << 3 | 2) }
      for tag in tags where tag < 128 { direct[Int(tag)] = UInt8(index + 1) }
      if number < 64 { dense[Int(number)] = UInt8(index + 1) }
    }

    func match(_ layout: Layout) -> Bool {
      let bytes = UnsafeRawBufferPointer(start: layout, count: 192)
      return bytes.elementsEqual(direct + dense)
    }
  }
}
