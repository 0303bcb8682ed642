import Testing

@testable import LintasTransport

/// Promise: timers fire in the order of their deadlines, once, and not after they were cancelled.
@Suite(.timeLimit(.minutes(1)))
struct TimerTests {
  private final class Bell: LoopTimer {
    var rung: [TimerID] = []
    func timerFired(_ id: TimerID) { rung.append(id) }
  }

  /// Promise: the heap gives entries back in order, whatever the order in which they came, and a
  /// sweep keeps the live ones. The seed is printed.
  @Test func heapKeepsOrder() {
    let seed = UInt64.random(in: 1...UInt64.max)
    print("seed \(seed)")
    var state = seed
    var heap = TimerHeap()
    for index in 0..<5000 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      heap.push(
        TimerHeap.Entry(
          deadline: state % 1000, slot: UInt32(index), generation: 0, isWait: index % 2 == 0))
    }
    heap.strand(2500)
    heap.strand(1)
    #expect(heap.wantsSweep)
    heap.sweep { $0.isWait }
    #expect(heap.count == 2500 && heap.stranded == 0)
    var last: UInt64 = 0
    var popped = 0
    while let entry = heap.popDue(at: 999) {
      #expect(entry.deadline >= last && entry.isWait)
      last = entry.deadline
      popped += 1
    }
    #expect(popped == 2500 && heap.first == nil)
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

  /// Promise: a hundred thousand calls that end before their deadlines leave no heap behind.
  @Test func endedWaitsAreSwept() async throws {
    try await withLoop { loop in
      for _ in 0..<100_000 {
        let value = await loop.wait { token in
          loop.schedule(token, at: .now + .seconds(30))
          loop.complete(token, 0)
        }
        #expect(value == 0)
      }
      #expect(loop.heap.pointee.count < 2000)
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
