/// Wakes a connection when the next of its deadlines may have passed.
final class ConnectionClock: LoopTimer {
  private weak var connection: HTTP2Connection?

  init(connection: HTTP2Connection) {
    self.connection = connection
  }

  func timerFired(_ id: TimerID) {
    connection?.deadlinePassed()
  }
}
