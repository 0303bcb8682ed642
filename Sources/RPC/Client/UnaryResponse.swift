public import LintasProtobuf

/// The whole answer to a unary call: the message, and what travelled beside it.
public struct UnaryResponse<Message: LintasProtobuf.Message>: Sendable {
  /// What the method returned.
  public let message: Message
  /// The metadata of the head.
  public let metadata: Metadata
  /// The metadata of the trailers.
  public let trailers: Metadata
  /// Whether the message came compressed. Clients of interoperability tests have to know.
  package let isCompressed: Bool
}
