/// Wakes a connection when the next of its deadlines may have passed.
///
/// The two keep each other until the transport has ended. A weak reference would do without that,
/// and would make every retain and release of the connection slow: they go by a side table then.
final class ConnectionClock: LoopTimer {
  private let connection: HTTP2Connection

  init(connection: HTTP2Connection) {
    self.connection = connection
  }

  func timerFired(_ id: TimerID) {
    connection.deadlinePassed()
  }
}
