public import LintasProtobuf

/// A method of a contract: its name, its kind, its policy and the types of its messages.
///
/// Generated code declares one static constant a method. Both ends are built from it: the server
/// registers a handler under it, the client calls by it.
@frozen public struct MethodDescriptor<Request: Message, Response: Message>: Sendable {
  /// The full name of the service, such as `grpc.health.v1.Health`.
  public let service: StaticString
  /// The name of the method, such as `Check`.
  public let method: StaticString
  /// What stands in `:path`, such as `/grpc.health.v1.Health/Check`.
  public let path: StaticString
  /// How many messages go each way.
  public let kind: CallKind
  /// Who may call, where the handler runs, and what the call does.
  public let policy: MethodPolicy

  /// A descriptor; `path` must be `/service/method`.
  @inlinable
  public init(
    service: StaticString, method: StaticString, path: StaticString, kind: CallKind,
    policy: MethodPolicy = MethodPolicy()
  ) {
    self.service = service
    self.method = method
    self.path = path
    self.kind = kind
    self.policy = policy
  }

  /// The same without the types, for tables that hold all methods.
  @inlinable public var summary: MethodSummary {
    MethodSummary(service: service, method: method, path: path, kind: kind, policy: policy)
  }
}
