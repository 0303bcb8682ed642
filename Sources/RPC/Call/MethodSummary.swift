/// A method without the types of its messages: what the Door, a log or a table of all methods
/// wants to know.
@frozen public struct MethodSummary: Sendable {
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

  /// A summary; generated code makes it from a descriptor.
  @inlinable
  public init(
    service: StaticString, method: StaticString, path: StaticString, kind: CallKind,
    policy: MethodPolicy
  ) {
    self.service = service
    self.method = method
    self.path = path
    self.kind = kind
    self.policy = policy
  }
}
