internal import LintasTransport

/// Whether a subchannel has a connection, may make one, or has to pause.
///
/// A connection is made when a call needs one. One that fails to come about leaves a pause, which
/// grows with each failure in a row; calls that do not wait for readiness are refused in that time,
/// and so are those that waited for the attempt. One that worked and was lost is replaced by the
/// next call without a pause.
///
/// A value type without I/O: events in, decisions out. An event that does not fit the state comes
/// from our own code and is an assertion; the peer cannot bring one about, since the driver drops
/// what is said of a connection that is no longer the current one.
struct SubchannelState {
  /// What a call that needs a connection has to do.
  enum Demand: Equatable {
    /// The connection is there.
    case use
    /// Make one, and wait for it.
    case connect
    /// One is being made: wait.
    case wait
    /// Wait until then, and ask again.
    case pause(until: MonotonicTime)
    /// Fail: the last attempt failed, and the pause is not over.
    case refuse
    /// Fail: the subchannel is closed.
    case closed
  }

  private enum State {
    case idle
    case connecting
    case ready
    case closed
  }

  private var state = State.idle
  /// When the next attempt may be made.
  private(set) var notBefore = MonotonicTime(nanoseconds: 0)
  /// Attempts that failed in a row.
  private(set) var failures = 0

  /// Whether the connection is there.
  var isReady: Bool { state == .ready }

  /// The state as channelz names it.
  var connectivity: ChannelReport.Connectivity {
    switch state {
    case .idle: failures > 0 ? .transientFailure : .idle
    case .connecting: .connecting
    case .ready: .ready
    case .closed: .shutdown
    }
  }

  /// A call needs a connection.
  ///
  /// - Parameters:
  ///   - now: the time.
  ///   - waits: whether the call waits for readiness.
  mutating func demand(at now: MonotonicTime, waits: Bool) -> Demand {
    switch state {
    case .ready: return .use
    case .connecting: return .wait
    case .closed: return .closed
    case .idle where now < notBefore:
      return waits ? .pause(until: notBefore) : .refuse
    case .idle:
      state = .connecting
      return .connect
    }
  }

  /// The attempt went well.
  mutating func connected() {
    assert(state == .connecting)
    state = .ready
    failures = 0
  }

  /// The attempt failed.
  ///
  /// - Parameter next: when the next one may be made, from the number of failures in a row.
  mutating func failed(next: (Int) -> MonotonicTime) {
    assert(state == .connecting)
    state = .idle
    failures += 1
    notBefore = next(failures)
  }

  /// The connection takes no more calls: it was lost, or the server asked to leave it.
  mutating func left() {
    assert(state == .ready)
    state = .idle
  }

  /// The subchannel is not wanted any more.
  mutating func close() {
    state = .closed
  }
}
