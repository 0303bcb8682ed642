public import LintasProtobuf

/// What an interceptor sees of a call that it let begin: plain functions, called in the order of
/// what happens, which must not block.
///
/// Of several, the one that was registered first stands outermost: it sees what the caller's side
/// sends first, and what the other side sends last. One object may observe one call or many.
/// Each function has a default that does nothing.
public protocol CallObserver: AnyObject, Sendable {
  /// A request, which it may change.
  ///
  /// - Throws: how the call is to end instead.
  func request<Request: Message>(_ message: inout Request) throws

  /// The metadata of the response's head.
  func head(_ metadata: Metadata)

  /// A response, which it may change.
  ///
  /// - Throws: how the call is to end instead.
  func response<Response: Message>(_ message: inout Response) throws

  /// The call has ended: well (`.ok`), or not. Once, and nothing after it.
  func end(_ status: Status)
}

extension CallObserver {
  /// Does nothing.
  public func request<Request: Message>(_ message: inout Request) throws {}
  /// Does nothing.
  public func head(_ metadata: Metadata) {}
  /// Does nothing.
  public func response<Response: Message>(_ message: inout Response) throws {}
  /// Does nothing.
  public func end(_ status: Status) {}
}
