internal import LintasProtobuf

/// Those that watch one call of a client, the outermost first.
// Safety: confined to the thread of the channel's loop; other threads only pass references around.
final class ClientObservers: @unchecked Sendable {
  private let observers: [any CallObserver]
  private var isOver = false

  /// Observers of a call that begins.
  init(_ observers: [any CallObserver]) {
    self.observers = observers
  }

  /// A request is about to be sent.
  func request(_ message: inout some Message) throws {
    for observer in observers { try observer.request(&message) }
  }

  /// The head of the response is there.
  func head(_ metadata: Metadata) {
    for observer in observers.reversed() { observer.head(metadata) }
  }

  /// A response is about to reach the caller.
  func response(_ message: inout some Message) throws {
    for observer in observers.reversed() { try observer.response(&message) }
  }

  /// The call has ended. Only the first end is told.
  func end(_ status: Status) {
    if isOver { return }
    isOver = true
    for observer in observers.reversed() { observer.end(status) }
  }

  /// The same for a call that ended with an error.
  ///
  /// - Returns: the error as a status.
  func ended(with error: any Error) -> Status {
    let status =
      error as? Status ?? Status(.unknown, "\(error)", details: [], cause: error)
    end(status)
    return status
  }
}
