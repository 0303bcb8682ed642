/// An enum: EnumDescriptorProto of descriptor.proto.
struct EnumDescriptor: Equatable, Sendable {
  /// The name within its scope.
  var name: String
  /// The name with package and outer messages.
  var fullName: String
  /// The values in the order of the file.
  var values: [EnumValueDescriptor] = []
  /// Whether two values may have the same number.
  var allowsAlias = false
  /// Whether the contract calls it deprecated.
  var isDeprecated = false
  /// Where it stands.
  var place = SourcePlace()
}
