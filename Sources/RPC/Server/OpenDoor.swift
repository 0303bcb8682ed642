public import LintasProtobuf
internal import LintasTransport

/// A door that stands open: everybody may call everything. For tests, and for services that have
/// nothing to guard.
public struct OpenDoor: Door {
  /// An open door.
  public init() {}

  /// Lets everybody in.
  public func admit(_ call: borrowing CallHead) throws -> Visitor {
    Visitor(call.context)
  }

  /// Accepts every request.
  public func check(
    _ request: some Message, of method: MethodSummary, by caller: Visitor
  ) throws {}
}
