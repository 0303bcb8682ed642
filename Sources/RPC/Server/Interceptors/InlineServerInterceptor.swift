/// A `ServerInterceptor` that never waits, so that it can stand before methods that run INLINE too.
public protocol InlineServerInterceptor<Caller>: ServerInterceptor {
  /// Who calls; see `Door`.
  associatedtype Caller

  /// A call is about to be handled. As `begin`, at once.
  func beginInline(_ call: CallContext, by caller: Caller) throws -> (any CallObserver)?
}

extension InlineServerInterceptor {
  /// The same for methods that may wait.
  public func begin(_ call: CallContext, by caller: Caller) async throws -> (any CallObserver)? {
    try beginInline(call, by: caller)
  }
}
