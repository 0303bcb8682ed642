public import LintasProtobuf
public import LintasRPC

/// A door that lets everybody in as one caller, to test a service as whoever may use it. It checks
/// no request.
public struct FixedDoor<Caller: Sendable>: Door {
  private let caller: Caller

  /// A door that takes everybody for this caller.
  public init(admitting caller: Caller) {
    self.caller = caller
  }

  /// Lets everybody in.
  public func admit(_ call: borrowing CallHead) throws -> Caller { caller }

  /// Accepts every request.
  public func check(
    _ request: some Message, of method: MethodSummary, by caller: Caller
  ) throws {}
}
