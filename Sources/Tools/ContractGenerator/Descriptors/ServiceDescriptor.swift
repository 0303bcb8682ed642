/// A service: ServiceDescriptorProto of descriptor.proto.
struct ServiceDescriptor: Equatable, Sendable {
  /// The name within its package.
  var name: String
  /// The name with the package, as it stands in a call's path.
  var fullName: String
  /// The methods in the order of the file.
  var methods: [MethodDescriptor] = []
  /// Whether the contract calls it deprecated.
  var isDeprecated = false
  /// Where it stands.
  var place = SourcePlace()
}
