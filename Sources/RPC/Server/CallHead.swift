public import LintasTransport

/// What is known of a call when its header fields are complete, lent to the Door.
///
/// It cannot be copied, so it cannot outlive the question that it is part of; a Door takes what it
/// wants to keep into its `Caller`.
public struct CallHead: ~Copyable {
  /// The method that is called, with its policy from the contract.
  public let method: MethodSummary
  /// The caller's metadata, such as `authorization`.
  public let metadata: Metadata
  /// When the call will be over. A stream that asks for no deadline has `.distantFuture`.
  public let deadline: MonotonicTime
  private let call: ServerCall?
  private let givenIdentity: TLSIdentity?

  /// A head without a connection, to test a Door with.
  public init(
    method: MethodSummary, metadata: Metadata, deadline: MonotonicTime = .distantFuture,
    identity: TLSIdentity? = nil
  ) {
    self.method = method
    self.metadata = metadata
    self.deadline = deadline
    call = nil
    givenIdentity = identity
  }

  /// The head of a call that waits to be let in.
  init(_ call: ServerCall, _ method: MethodSummary) {
    self.method = method
    self.call = call
    metadata = call.state.pointee.metadata
    deadline = call.deadline
    givenIdentity = nil
  }

  /// The path that is called, such as `/grpc.health.v1.Health/Check`.
  public var path: String { call?.unknownPath ?? method.path.description }

  /// The other end of the connection; `nil` in memory.
  public var peer: SocketAddress? { call?.connection?.peer }

  /// What TLS found out about the other end; `nil` without TLS.
  public var identity: TLSIdentity? { givenIdentity ?? call?.connection?.identity }

  /// The call for its handler, to know it by and to send more than messages.
  public var context: CallContext {
    guard let call else { return CallContext(metadata: metadata, deadline: deadline) }
    return CallContext(call, metadata: metadata)
  }
}
