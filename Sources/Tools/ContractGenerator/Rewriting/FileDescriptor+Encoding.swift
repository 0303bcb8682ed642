// Descriptors in wire format, as far as protoc-gen-c needs them. The numbers are those of
// descriptor.proto, which never change.

extension FileDescriptor {
  /// The file as a FileDescriptorProto.
  func encode(to writer: inout WireWriter) {
    writer.string(1, name)
    writer.string(2, package)
    for dependency in dependencies { writer.data(3, dependency.utf8) }
    for message in messages { writer.message(4) { message.encode(to: &$0) } }
    for enumeration in enums { writer.message(5) { enumeration.encode(to: &$0) } }
    if !customOptions.isEmpty { writer.message(8) { $0.append(customOptions) } }
    writer.string(12, syntax)
  }
}

extension MessageDescriptor {
  /// The message as a DescriptorProto.
  fileprivate func encode(to writer: inout WireWriter) {
    writer.string(1, name)
    for field in fields { writer.message(2) { field.encode(to: &$0) } }
    for message in messages { writer.message(3) { message.encode(to: &$0) } }
    for enumeration in enums { writer.message(4) { enumeration.encode(to: &$0) } }
    if isMapEntry { writer.message(7) { $0.flag(7, true) } }
    for oneof in oneofs { writer.message(8) { $0.string(1, oneof.name) } }
  }
}

extension FieldDescriptor {
  /// The field as a FieldDescriptorProto.
  fileprivate func encode(to writer: inout WireWriter) {
    writer.string(1, name)
    writer.varint(3, Int64(number))
    writer.varint(4, isRepeated ? 3 : 1)
    writer.varint(5, Int64(kind.rawValue))
    if !typeName.isEmpty { writer.string(6, "." + typeName) }
    if packed != nil || isStringAsBytes {
      writer.message(8) {
        if let packed { $0.varint(2, packed ? 1 : 0) }
        // (pb_c_field).string_as_bytes of protobuf-c.proto
        if isStringAsBytes { $0.message(1019) { $0.flag(1, true) } }
      }
    }
    if let oneofIndex { writer.varint(9, Int64(oneofIndex)) }
    writer.flag(17, isProto3Optional)
  }
}

extension EnumDescriptor {
  /// The enum as an EnumDescriptorProto.
  fileprivate func encode(to writer: inout WireWriter) {
    writer.string(1, name)
    for value in values {
      writer.message(2) {
        $0.string(1, value.name)
        $0.varint(2, Int64(value.number))
      }
    }
    if allowsAlias { writer.message(3) { $0.flag(2, true) } }
  }
}
