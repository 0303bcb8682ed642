internal import LintasProtobuf

/// How a call tells those who watch it.
extension ServerCall {
  /// Lets somebody watch the call from now on.
  ///
  /// - Throws: CANCELLED if the call is over; the observer was told so.
  final func observe(by observer: (any CallObserver)?) throws {
    if state.pointee.outbound.isClosed {
      observer?.end(Self.over)
      throw Self.over
    }
    guard let observer else { return }
    observers.append(observer)
    state.pointee.response.isObserved()
  }

  /// Shows a request, the outermost first.
  final func show<Request: Message>(request message: inout Request) throws {
    for observer in observers { try observer.request(&message) }
  }

  /// Shows a response, the innermost first.
  final func show<Response: Message>(response message: inout Response) throws {
    for observer in observers.reversed() { try observer.response(&message) }
  }

  /// Shows the metadata of a head that goes out.
  final func show(head metadata: Metadata) {
    for observer in observers.reversed() { observer.head(metadata) }
  }

  /// Tells how the call has ended. Only the first time.
  final func tellEnd(_ status: @autoclosure () -> Status) {
    if observers.isEmpty { return }
    let watching = observers
    observers.removeAll()
    let status = status()
    for observer in watching.reversed() { observer.end(status) }
  }
}
