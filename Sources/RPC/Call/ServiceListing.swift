/// A service with all its methods, for programs that learn only when they run what they call.
public struct ServiceListing: Sendable {
  /// The full name, such as `grpc.health.v1.Health`.
  public let name: StaticString
  /// The first sentence of the contract's comment, or empty.
  public let comment: StaticString
  /// The methods, in the contract's order.
  public let methods: [MethodListing]

  /// A part of the list; generated code writes it.
  public init(name: StaticString, comment: StaticString, methods: [MethodListing]) {
    self.name = name
    self.comment = comment
    self.methods = methods
  }
}
