/// The interceptors before one method, the outermost first. There is at least one.
struct InterceptorChain<Caller: Sendable>: Sendable {
  private let interceptors: [any ServerInterceptor<Caller>]
  private let inline: [any InlineServerInterceptor<Caller>]

  /// The chain of a method.
  ///
  /// An interceptor that may wait, before a method that must not, is a programming error.
  ///
  /// - Parameters:
  ///   - all: the interceptors of the router.
  ///   - method: the method.
  ///   - isInline: whether its handler is a plain function.
  /// - Returns: `nil` if nobody stands before it.
  init?(
    _ all: [(InterceptorScope, any ServerInterceptor<Caller>)], of method: MethodSummary,
    isInline: Bool
  ) {
    interceptors = all.filter { $0.0.contains(method) }.map(\.1)
    if interceptors.isEmpty { return nil }
    guard isInline else {
      inline = []
      return
    }
    inline = interceptors.map { interceptor in
      guard let inline = interceptor as? any InlineServerInterceptor<Caller> else {
        preconditionFailure("\(type(of: interceptor)) may wait, and \(method.path) runs INLINE")
      }
      return inline
    }
  }

  /// Asks all of them, in the task of the handler, on its loop.
  nonisolated(nonsending) func begin(_ call: ServerCall, by caller: Caller) async throws {
    let context = CallContext(call, metadata: call.state.pointee.metadata)
    for interceptor in interceptors {
      if call.state.pointee.outbound.isClosed { throw ServerCall.over }
      let observer = try await interceptor.begin(context, by: caller)
      try call.observe(by: observer)
    }
  }

  /// Asks all of them, at once.
  func beginInline(_ call: ServerCall, by caller: Caller) throws {
    let context = CallContext(call, metadata: call.state.pointee.metadata)
    for interceptor in inline {
      try call.observe(by: try interceptor.beginInline(context, by: caller))
    }
  }
}
