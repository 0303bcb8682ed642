import LintasTransport
import Testing

@testable import LintasRPC

/// Promise: a channel connects when it is used, pauses after a failure, longer after each further
/// one, and comes back at once after a connection that had worked.
@Suite struct SubchannelStateTests {
  private let start = MonotonicTime(nanoseconds: 1_000)

  @Test func firstCallConnectsAndOthersWait() {
    var state = SubchannelState()
    #expect(state.demand(at: start, waits: false) == .connect)
    #expect(state.demand(at: start, waits: false) == .wait)
    state.connected()
    #expect(state.demand(at: start, waits: false) == .use)
  }

  @Test func failureLeavesAPause() {
    var state = SubchannelState()
    let end = start + .seconds(1)
    _ = state.demand(at: start, waits: false)
    state.failed { failures in
      #expect(failures == 1)
      return end
    }
    #expect(state.demand(at: start, waits: false) == .refuse)
    #expect(state.demand(at: start, waits: true) == .pause(until: end))
    #expect(state.demand(at: end, waits: false) == .connect)
    state.failed { failures in
      #expect(failures == 2)
      return end
    }
    _ = state.demand(at: end, waits: false)
    state.connected()
    #expect(state.failures == 0)
  }

  @Test func lostConnectionIsReplacedAtOnce() {
    var state = SubchannelState()
    _ = state.demand(at: start, waits: false)
    state.connected()
    state.left()
    #expect(state.demand(at: start, waits: false) == .connect)
  }

  @Test func closedChannelStaysClosed() {
    var state = SubchannelState()
    state.close()
    #expect(state.demand(at: start, waits: true) == .closed)
  }

  @Test func pausesGrowAndAreSpread() {
    let backoff = Backoff()
    var generator = SeededGenerator()
    for (failures, seconds) in [(1, 1.0), (2, 1.6), (3, 2.56), (50, 120.0)] {
      let pause = backoff.pause(after: failures, using: &generator)
      #expect(pause >= .seconds(seconds * 0.8) - .microseconds(1))
      #expect(pause <= .seconds(seconds * 1.2) + .microseconds(1))
    }
  }
}
