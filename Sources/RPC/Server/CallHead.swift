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
  private let connection: HTTP2Connection?
  private let givenIdentity: TLSIdentity?

  /// A head without a connection, to test a Door with.
  public init(
    method: MethodSummary, metadata: Metadata, deadline: MonotonicTime = .distantFuture,
    identity: TLSIdentity? = nil
  ) {
    self.method = method
    self.metadata = metadata
    self.deadline = deadline
    connection = nil
    givenIdentity = identity
  }

  init(
    method: MethodSummary, metadata: Metadata, deadline: MonotonicTime,
    connection: HTTP2Connection?
  ) {
    self.method = method
    self.metadata = metadata
    self.deadline = deadline
    self.connection = connection
    givenIdentity = nil
  }

  /// The other end of the connection; `nil` in memory.
  public var peer: SocketAddress? { connection?.peerAddress }

  /// What TLS found out about the other end; `nil` without TLS.
  public var identity: TLSIdentity? { givenIdentity ?? connection?.tls }
}
