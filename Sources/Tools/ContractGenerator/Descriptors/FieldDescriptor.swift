/// A field of a message, or an extension: FieldDescriptorProto of descriptor.proto.
struct FieldDescriptor: Equatable, Sendable {
  /// The name within its message.
  var name: String
  /// The name in JSON, as protoc gives it: the option `json_name`, or the name in lowerCamelCase.
  var jsonName = ""
  /// The field number.
  var number: Int32
  /// The type of its values.
  var kind: FieldKind
  /// Whether it is a list or a map.
  var isRepeated = false
  /// For messages, enums and groups the full name of the type, without a leading dot.
  var typeName = ""
  /// For an extension the full name of the message that it extends, without a leading dot.
  var extendee = ""
  /// The index of the oneof that it is a member of.
  var oneofIndex: Int?
  /// Whether it is marked `optional` in a proto3 file.
  var isProto3Optional = false
  /// Whether the contract calls it deprecated.
  var isDeprecated = false
  /// The option `packed`, if the contract or the rewriting sets it.
  var packed: Bool?
  /// Whether the values are written as one run: a list of scalars, unless the contract says not to.
  var isPacked: Bool { isRepeated && kind.isScalar && packed != false }
  /// Whether protoc-gen-c is told to lay the string out as bytes with a length.
  var isStringAsBytes = false
  /// Options that descriptor.proto does not name, as they stand on the wire.
  var customOptions: [UInt8] = []
  /// Where it stands.
  var place = SourcePlace()
}
