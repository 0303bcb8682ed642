/// A call with a place for its caller, whatever type the door makes of it.
///
/// It exists so that the caller needs no box of its own for each call.
// Safety: as `ServerCall`, of which it is one; `caller` is confined to the same thread.
final class RoutedCall<Caller: Sendable>: ServerCall, @unchecked Sendable {
  /// What the door returned; `nil` between calls.
  var caller: Caller?

  override func forget() {
    caller = nil
    super.forget()
  }
}

extension ServerCall {
  /// The same call with a place for its caller.
  final func routed<Caller>(to caller: Caller.Type) -> RoutedCall<Caller> {
    // Safety: all calls of a server are made by its blueprint, for its router's type of caller.
    unsafeDowncast(self, to: RoutedCall<Caller>.self)
  }
}
