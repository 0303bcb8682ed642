/// Stands before methods of a server, whatever their kind: measures, logs, counts, refuses.
///
/// It is asked when the door has let a call in, on the call's loop, in the task of the handler; it
/// may wait and must not block. `Router.intercept` says before which methods it stands. Before a
/// method that runs INLINE stands only an `InlineServerInterceptor`.
public protocol ServerInterceptor<Caller>: Sendable {
  /// Who calls; see `Door`.
  associatedtype Caller: Sendable

  /// A call is about to be handled.
  ///
  /// - Parameters:
  ///   - call: the call: its method, its metadata, and what to send beside the response.
  ///   - caller: who calls.
  /// - Returns: who watches the call, or `nil`.
  /// - Throws: how the call is to end instead.
  func begin(_ call: CallContext, by caller: Caller) async throws -> (any CallObserver)?
}
