/// A oneof: OneofDescriptorProto of descriptor.proto. Its members name it by its index.
struct OneofDescriptor: Equatable, Sendable {
  /// The name within its message.
  var name: String
  /// Where it stands.
  var place = SourcePlace()
}
