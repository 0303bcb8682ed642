/// A value of an enum: EnumValueDescriptorProto of descriptor.proto.
struct EnumValueDescriptor: Equatable, Sendable {
  /// The name, which shares its scope with the enum itself.
  var name: String
  /// The number.
  var number: Int32
  /// Whether the contract calls it deprecated.
  var isDeprecated = false
  /// Where it stands.
  var place = SourcePlace()
}
