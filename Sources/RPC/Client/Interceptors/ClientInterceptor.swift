/// Stands before calls of a client, whatever their kind: fetches a token, measures, logs, refuses.
///
/// It is asked once a call, however often the call is then made, on the channel's loop, in the task
/// of the caller; it may wait and must not block. `Channel.intercepting` says before which methods
/// it stands.
public protocol ClientInterceptor: Sendable {
  /// A call is about to be sent.
  ///
  /// - Parameters:
  ///   - method: the method.
  ///   - options: what the caller says about the call, to be changed at will: metadata, a deadline.
  /// - Returns: who watches the call, or `nil`.
  /// - Throws: how the call is to end instead.
  func begin(
    _ method: MethodSummary, _ options: inout CallOptions
  ) async throws -> (any CallObserver)?
}
