internal import LintasProtobuf

/// One method of a running server, with the types of its messages and of its caller erased.
///
/// Immutable, so that all loops share it. Its functions run on the loop of the call.
protocol MethodEntry: AnyObject, Sendable {
  /// The method's names and policy.
  var summary: MethodSummary { get }

  /// Asks the door; what it says is kept in the call.
  func admit(_ call: ServerCall) throws

  /// Decodes the request, has the door check it, and starts the handler.
  ///
  /// - Parameters:
  ///   - call: a call that `admit` let in.
  ///   - payload: the request's bytes.
  func run(_ call: ServerCall, _ payload: consuming ReceivedMessage) throws
}
