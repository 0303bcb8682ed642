public import LintasProtobuf
public import LintasRPC
public import LintasTransport

/// What a double noted of a call.
public struct RecordedCall<Request: Message>: Sendable {
  /// What the caller sent beside the request.
  public let metadata: Metadata
  /// When the call had to be over; `.distantFuture` if it never had to.
  public let deadline: MonotonicTime
  /// The requests in order: one, or of a caller that streams those that the answer has read.
  public internal(set) var requests: [Request]
}
