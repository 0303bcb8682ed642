/// A message: DescriptorProto of descriptor.proto.
struct MessageDescriptor: Equatable, Sendable {
  /// The name within its scope.
  var name: String
  /// The name with package and outer messages, such as "google.rpc.BadRequest.FieldViolation".
  var fullName: String
  /// The fields in the order of the file.
  var fields: [FieldDescriptor] = []
  /// The oneofs, those that protoc makes for `optional` fields last.
  var oneofs: [OneofDescriptor] = []
  /// The messages nested in this one, also the entries of its maps.
  var messages: [MessageDescriptor] = []
  /// The enums nested in this one.
  var enums: [EnumDescriptor] = []
  /// Whether protoc made this message as the entry of a map.
  var isMapEntry = false
  /// Whether the contract calls it deprecated.
  var isDeprecated = false
  /// Where it stands.
  var place = SourcePlace()

  /// This message and all below it.
  var withNested: [MessageDescriptor] { [self] + messages.flatMap(\.withNested) }

  /// The fields sorted by number, as the tables want them.
  var fieldsByNumber: [FieldDescriptor] { fields.sorted { $0.number < $1.number } }

  /// Whether protoc made the oneof only to tell the presence of an `optional` field.
  func isSynthetic(oneof index: Int) -> Bool {
    fields.contains { $0.oneofIndex == index && $0.isProto3Optional }
  }

  /// The oneof that the contract's author put the field in.
  func oneof(of field: FieldDescriptor) -> OneofDescriptor? {
    guard let index = field.oneofIndex, !field.isProto3Optional, oneofs.indices.contains(index)
    else { return nil }
    return oneofs[index]
  }
}
