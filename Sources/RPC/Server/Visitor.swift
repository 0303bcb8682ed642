public import LintasTransport

/// Who calls through an open door: nobody in particular, with the call itself at hand.
public struct Visitor: Sendable {
  /// The call: its deadline, and what to send beside the response.
  public let context: CallContext

  /// What the caller sent beside the request.
  public var metadata: Metadata { context.metadata }
  /// When the call will be over; `.distantFuture` if it never is.
  public var deadline: MonotonicTime { context.deadline }

  /// A visitor with a call.
  public init(_ context: CallContext) {
    self.context = context
  }

  /// A visitor of your own, to test handlers with.
  public init(metadata: Metadata = Metadata(), deadline: MonotonicTime = .distantFuture) {
    context = CallContext(metadata: metadata, deadline: deadline)
  }
}
