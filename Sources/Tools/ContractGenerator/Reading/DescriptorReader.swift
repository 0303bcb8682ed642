internal import CDescriptors

/// Reads the C structures of descriptor.proto into descriptors, each with its place in the file.
///
/// A path names an element by field numbers and indices: `[4, 0, 2, 3]` is the fourth field (2)
/// of the first message (4). The numbers are those of descriptor.proto.
struct DescriptorReader {
  private let places: SourcePlaces

  /// Reads a file.
  static func file(_ c: Google__Protobuf__FileDescriptorProto) -> FileDescriptor {
    let reader = DescriptorReader(places: SourcePlaces(c.source_code_info))
    let package = text(c.package)
    let scope = package.isEmpty ? "" : package + "."
    var file = FileDescriptor(name: text(c.name), package: package)
    file.dependencies = texts(c.dependency, c.n_dependency)
    file.messages = reader.list(c.message_type, c.n_message_type, [4]) {
      reader.message($0, scope, $1)
    }
    file.enums = reader.list(c.enum_type, c.n_enum_type, [5]) { reader.enumeration($0, scope, $1) }
    file.services = reader.list(c.service, c.n_service, [6]) { reader.service($0, scope, $1) }
    file.extensions =
      reader.list(c.extension, c.n_extension, [7], reader.field)
      + reader.list(c.message_type, c.n_message_type, [4], reader.extensions).flatMap { $0 }
    file.syntax = text(c.syntax)
    file.customOptions = c.options.map { customOptions(of: $0.pointee.base) } ?? []
    file.head = reader.places[[12]]
    if file.head.line == 0 { file.head = SourcePlace(line: 1, column: 1) }
    return file
  }

  private func message(
    _ c: Google__Protobuf__DescriptorProto, _ scope: String, _ path: [Int32]
  ) -> MessageDescriptor {
    let fullName = scope + text(c.name)
    var message = MessageDescriptor(name: text(c.name), fullName: fullName)
    message.fields = list(c.field, c.n_field, path + [2], field)
    message.oneofs = list(c.oneof_decl, c.n_oneof_decl, path + [8]) {
      OneofDescriptor(name: text($0.name), place: places[$1])
    }
    message.messages = list(c.nested_type, c.n_nested_type, path + [3]) {
      self.message($0, fullName + ".", $1)
    }
    message.enums = list(c.enum_type, c.n_enum_type, path + [4]) {
      enumeration($0, fullName + ".", $1)
    }
    message.isMapEntry = c.options.map { $0.pointee.map_entry != 0 } ?? false
    message.isDeprecated = c.options.map { $0.pointee.deprecated != 0 } ?? false
    message.place = places[path]
    return message
  }

  /// The extensions in a message and in those nested in it.
  private func extensions(
    _ c: Google__Protobuf__DescriptorProto, _ path: [Int32]
  ) -> [FieldDescriptor] {
    list(c.extension, c.n_extension, path + [6], field)
      + list(c.nested_type, c.n_nested_type, path + [3], extensions).flatMap { $0 }
  }

  private func field(
    _ c: Google__Protobuf__FieldDescriptorProto, _ path: [Int32]
  ) -> FieldDescriptor {
    var field = FieldDescriptor(
      name: text(c.name), number: c.number,
      kind: FieldKind(rawValue: Int32(bitPattern: c.type.rawValue)) ?? .group)
    field.jsonName = text(c.json_name)
    field.isRepeated = c.label == GOOGLE__PROTOBUF__FIELD_DESCRIPTOR_PROTO__LABEL__LABEL_REPEATED
    field.typeName = Self.absolute(text(c.type_name))
    field.extendee = Self.absolute(text(c.extendee))
    field.oneofIndex = c.has_oneof_index != 0 ? Int(c.oneof_index) : nil
    field.isProto3Optional = c.proto3_optional != 0
    if let options = c.options?.pointee {
      field.isDeprecated = options.deprecated != 0
      field.packed = options.has_packed != 0 ? options.packed != 0 : nil
      field.customOptions = customOptions(of: options.base)
    }
    field.place = places[path]
    return field
  }

  private func enumeration(
    _ c: Google__Protobuf__EnumDescriptorProto, _ scope: String, _ path: [Int32]
  ) -> EnumDescriptor {
    var enumeration = EnumDescriptor(name: text(c.name), fullName: scope + text(c.name))
    enumeration.values = list(c.value, c.n_value, path + [2]) { value, path in
      EnumValueDescriptor(
        name: text(value.name), number: value.number,
        isDeprecated: value.options.map { $0.pointee.deprecated != 0 } ?? false,
        place: places[path])
    }
    enumeration.allowsAlias = c.options.map { $0.pointee.allow_alias != 0 } ?? false
    enumeration.isDeprecated = c.options.map { $0.pointee.deprecated != 0 } ?? false
    enumeration.place = places[path]
    return enumeration
  }

  private func service(
    _ c: Google__Protobuf__ServiceDescriptorProto, _ scope: String, _ path: [Int32]
  ) -> ServiceDescriptor {
    var service = ServiceDescriptor(name: text(c.name), fullName: scope + text(c.name))
    service.methods = list(c.method, c.n_method, path + [2], method)
    service.isDeprecated = c.options.map { $0.pointee.deprecated != 0 } ?? false
    service.place = places[path]
    return service
  }

  private func method(
    _ c: Google__Protobuf__MethodDescriptorProto, _ path: [Int32]
  ) -> MethodDescriptor {
    var method = MethodDescriptor(
      name: text(c.name), inputType: Self.absolute(text(c.input_type)),
      outputType: Self.absolute(text(c.output_type)))
    method.isClientStreaming = c.client_streaming != 0
    method.isServerStreaming = c.server_streaming != 0
    method.isDeprecated = c.options.map { $0.pointee.deprecated != 0 } ?? false
    method.customOptions = c.options.map { customOptions(of: $0.pointee.base) } ?? []
    method.place = places[path]
    return method
  }

  /// Reads the elements of a repeated message field, each with its path.
  private func list<C, Element>(
    _ base: UnsafeMutablePointer<UnsafeMutablePointer<C>?>?, _ count: Int, _ path: [Int32],
    _ read: (C, [Int32]) -> Element
  ) -> [Element] {
    pointers(base, count).enumerated().map { read($1.pointee, path + [Int32($0)]) }
  }

  /// protoc gives the full names of types with a leading dot.
  private static func absolute(_ name: String) -> String {
    name.hasPrefix(".") ? String(name.dropFirst()) : name
  }
}
