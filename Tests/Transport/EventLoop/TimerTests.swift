import Testing

@testable import LintasTransport

/// Promise: timers fire in the order of their deadlines, once, and not after they were cancelled.
@Suite(.timeLimit(.minutes(1)))
struct TimerTests {
  private final class Bell: LoopTimer {
    var rung: [TimerID] = []
    func timerFired(_ id: TimerID) { rung.append(id) }
  }

  /// Promise: objects' timers fire in order; cancelled ones never; cancelling twice is harmless.
  @Test func objectTimers() async throws {
    try await withLoop { loop in
      let bell = Bell()
      let now = MonotonicTime.now
      let third = loop.schedule(at: now + .milliseconds(9), bell)
      let first = loop.schedule(at: now + .milliseconds(1), bell)
      let never = loop.schedule(at: now + .milliseconds(2), bell)
      let second = loop.schedule(at: now + .milliseconds(4), bell)
      loop.cancel(never)
      loop.cancel(never)
      #expect(await eventually(on: loop) { bell.rung.count == 3 })
      #expect(bell.rung == [first, second, third])
      loop.cancel(first)
    }
  }

  /// Promise: a hundred thousand calls that end before their deadlines leave nothing behind.
  @Test func endedWaitsLeaveNothing() async throws {
    try await withLoop { loop in
      for _ in 0..<100_000 {
        let value = await loop.wait { token in
          loop.schedule(token, at: .now + .seconds(30))
          loop.complete(token, 0)
        }
        #expect(value == 0)
      }
      #expect(loop.wheel.pointee.count == 0)
    }
  }

  /// Promise: of several deadlines of one wait, the earliest ends it.
  @Test func earliestDeadlineOfAWaitCounts() async throws {
    try await withLoop { loop in
      for offsets in [[1, 3_600_000], [3_600_000, 1], [1, 1]] {
        let value = await loop.wait { token in
          for offset in offsets { loop.schedule(token, at: .now + .milliseconds(offset)) }
        }
        #expect(value == EventLoop.timedOut)
        #expect(loop.wheel.pointee.count == 0)
      }
    }
  }

  /// Promise: arithmetic on times saturates and never traps.
  @Test func timeSaturates() {
    let zero = MonotonicTime(nanoseconds: 0)
    #expect(zero + .seconds(-5) == zero)
    #expect(MonotonicTime.distantFuture + .seconds(1) == .distantFuture)
    #expect(zero + Duration(secondsComponent: .max, attosecondsComponent: 0) > zero)
    #expect(zero + .milliseconds(3) - zero == .milliseconds(3))
    #expect(zero - (zero + .milliseconds(3)) == .milliseconds(-3))
  }
}
