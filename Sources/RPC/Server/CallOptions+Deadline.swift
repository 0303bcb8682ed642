internal import LintasTransport

extension CallOptions {
  /// Options of a call that a handler makes to answer another one: what it does for its caller is
  /// over when its caller's call is.
  ///
  /// - Parameters:
  ///   - context: the call that is answered.
  ///   - metadata: fields to send beside the request. None of the caller's are passed on by
  ///     themselves: a token is not for everybody.
  public init(deadlineOf context: CallContext, metadata: Metadata = Metadata()) {
    self.init(metadata: metadata)
    if context.deadline != .distantFuture { deadline = context.deadline }
  }
}
