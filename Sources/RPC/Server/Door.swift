public import LintasProtobuf

/// Decides who a caller is and whether the call may go on: one place for a whole server.
///
/// `admit` is asked once a call, when its header fields are complete and before its message is
/// read, so a stranger cannot make the server buffer anything. `check` is asked once a request,
/// when its message is decoded and before its handler runs. Both run on the connection's loop and
/// must not block. What they throw becomes the call's status by the router's closure.
public protocol Door<Caller>: Sendable {
  /// Who calls: the facts that handlers get beside the request.
  associatedtype Caller: Sendable

  /// Finds out who calls, and refuses by throwing.
  ///
  /// - Parameter call: what is known of the call.
  func admit(_ call: borrowing CallHead) throws -> Caller

  /// Checks the request against the contract's rules, and refuses by throwing.
  ///
  /// - Parameters:
  ///   - request: the decoded request.
  ///   - method: the method that is called.
  ///   - caller: what `admit` returned.
  func check(_ request: some Message, of method: MethodSummary, by caller: Caller) throws
}
