/// A method of a service: MethodDescriptorProto of descriptor.proto.
struct MethodDescriptor: Equatable, Sendable {
  /// The name within its service.
  var name: String
  /// The full name of the request's message, without a leading dot.
  var inputType: String
  /// The full name of the response's message, without a leading dot.
  var outputType: String
  /// Whether the client sends a stream of requests.
  var isClientStreaming = false
  /// Whether the server answers with a stream of responses.
  var isServerStreaming = false
  /// Whether the contract calls it deprecated.
  var isDeprecated = false
  /// Options that descriptor.proto does not name, as they stand on the wire.
  var customOptions: [UInt8] = []
  /// Where it stands.
  var place = SourcePlace()
}
