/// A call with a place for its caller, whatever type the door makes of it.
///
/// It exists so that the caller needs no box of its own for each call. The place is memory and not
/// an `Optional`: of a type that is known only when the program runs, each access to one looks
/// its description up, which was a fiftieth of what a call costs.
// Safety: as `ServerCall`, of which it is one; the place is confined to the same thread, allocated
// and freed with the object, and holds a caller exactly while `isAdmitted`.
final class RoutedCall<Caller: Sendable>: ServerCall, @unchecked Sendable {
  private let place = UnsafeMutablePointer<Caller>.allocate(capacity: 1)
  private var isAdmitted = false

  deinit {
    forgetCaller()
    place.deallocate()
  }

  /// Keeps what the door returned. Once a call.
  func admit(_ caller: consuming Caller) {
    forgetCaller()
    place.initialize(to: caller)
    isAdmitted = true
  }

  /// Who calls.
  ///
  /// - Throws: INTERNAL if the door was not asked, which is a mistake of our own.
  var caller: Caller {
    get throws {
      guard isAdmitted else { throw Status(.internalError, "the call was not admitted") }
      return place.pointee
    }
  }

  override func forget() {
    forgetCaller()
    super.forget()
  }

  private func forgetCaller() {
    guard isAdmitted else { return }
    isAdmitted = false
    place.deinitialize(count: 1)
  }
}

extension ServerCall {
  /// The object is free for another stream.
  final func recycle() {
    forget()
    home.giveBack(self)
  }

  /// The same call with a place for its caller.
  final func routed<Caller>(to caller: Caller.Type) -> RoutedCall<Caller> {
    // Safety: all calls of a server are made by its blueprint, for its router's type of caller.
    unsafeDowncast(self, to: RoutedCall<Caller>.self)
  }
}
