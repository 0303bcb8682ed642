public import LintasTransport

/// Who calls through an open door: nobody in particular.
public struct Visitor: Sendable {
  /// What the caller sent beside the request.
  public let metadata: Metadata
  /// When the call will be over; `.distantFuture` if it never is.
  public let deadline: MonotonicTime

  /// A visitor of your own, to test handlers with.
  public init(metadata: Metadata = Metadata(), deadline: MonotonicTime = .distantFuture) {
    self.metadata = metadata
    self.deadline = deadline
  }
}
