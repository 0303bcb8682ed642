import Testing

@testable import LintasTransport

/// Promise: an entry of the wheel becomes due once, never before its deadline and within a tick
/// after it, however far off it was and whatever else is in the wheel; one that is removed never
/// does. Random runs print their seed.
@Suite(.timeLimit(.minutes(2)))
struct TimerWheelTests {
  private static let tick: UInt64 = 65_536

  /// A wheel beside a plain list of what it should hold. A class, since a macro cannot look into
  /// what cannot be copied.
  private final class Model {
    private var wheel: TimerWheel
    private(set) var now: UInt64
    private(set) var deadlines: [TimerID: UInt64] = [:]
    private var tokens: [TimerID: WaitToken] = [:]
    private var added: UInt32 = 0

    init(now: UInt64) {
      self.now = now
      wheel = TimerWheel(now: now)
    }

    var count: Int { wheel.count }
    var nextTime: UInt64? { wheel.nextTime }

    @discardableResult
    func add(at deadline: UInt64) -> TimerID {
      let token = WaitToken(slot: added, generation: 7)
      added += 1
      let id = wheel.add(.wait(token), at: deadline)
      #expect(deadlines[id] == nil)
      deadlines[id] = deadline
      tokens[id] = token
      return id
    }

    /// Whether there was such an entry.
    @discardableResult
    func remove(_ id: TimerID) -> Bool {
      let isComing = wheel.isComing(id)
      let target = wheel.remove(id)
      #expect((target != nil) == isComing)
      if isComing { deadlines[id] = nil }
      return isComing
    }

    func deadline(of id: TimerID) -> UInt64? { wheel.deadline(of: id) }

    /// Moves time on and takes what is due.
    func advance(to time: UInt64) {
      now = time
      while let (id, target) = wheel.popDue(at: now) {
        guard let deadline = deadlines.removeValue(forKey: id) else {
          Issue.record("an entry became due that is not in the wheel")
          return
        }
        #expect(deadline <= now)
        if case .wait(let token) = target { #expect(token == tokens[id]) }
      }
      // Whatever is left is not overdue.
      #expect(deadlines.values.allSatisfy { $0 > now || now - $0 < TimerWheelTests.tick })
      #expect(count == deadlines.count)
    }
  }

  @Test(arguments: 0..<20)
  func entriesBecomeDueInTheirTime(round: Int) {
    var random = Xorshift()
    let model = Model(now: random.next() >> 12)
    for _ in 0..<2_000 {
      switch random.next() % 10 {
      case 0..<5:
        // Distances of every magnitude, from the past to a thousand years.
        let distance = random.next() >> (random.next() % 64)
        let (sum, overflow) = model.now.addingReportingOverflow(distance)
        model.add(at: overflow ? .max - Self.tick : min(sum, .max - Self.tick))
      case 5..<7:
        if let id = model.deadlines.keys.first { model.remove(id) }
      default:
        let step = random.next() >> (24 + random.next() % 40)
        model.advance(to: model.now + step)
      }
    }
  }

  /// Looking when the wheel says so is enough to miss nothing.
  @Test(arguments: [1, 1_000, 1_000_000, 1_000_000_000, 3_600_000_000_000, 31_536_000_000_000_000])
  func nextTimeIsNeverTooLate(distance: UInt64) {
    var random = Xorshift()
    for _ in 0..<50 {
      let start = random.next() >> 12
      let model = Model(now: start)
      for _ in 0..<20 { model.add(at: start + random.next() % (2 * distance)) }
      var looks = 0
      while !model.deadlines.isEmpty {
        guard let next = model.nextTime, let earliest = model.deadlines.values.min() else {
          Issue.record("the wheel has forgotten its entries")
          return
        }
        #expect(next < max(earliest, model.now) + Self.tick)
        model.advance(to: max(next, model.now))
        looks += 1
      }
      // Each entry moves down at most once a level.
      #expect(looks <= 20 * 8)
      #expect(model.nextTime == nil)
    }
  }

  /// A stale name does not touch the entry that has the place now.
  @Test func staleNamesDoNothing() {
    let model = Model(now: 0)
    let first = model.add(at: 1_000_000)
    #expect(model.remove(first))
    let second = model.add(at: 2_000_000)
    #expect(second.slot == first.slot)
    #expect(!model.remove(first))
    #expect(model.deadline(of: first) == nil)
    #expect(model.deadline(of: second) == 2_000_000)
    #expect(model.count == 1)
  }

  @Test func farthestDeadlinesFit() {
    let model = Model(now: 1 << 50)
    let deadlines: [UInt64] = [.max, .max - 1, 1 << 62, 1 << 58]
    for deadline in deadlines { model.add(at: deadline) }
    model.advance(to: 1 << 57)
    #expect(model.count == 4)
    model.advance(to: 1 << 58 + Self.tick)
    #expect(model.count == 3)
    model.advance(to: 1 << 62 - 1)
    #expect(model.count == 3)
    model.advance(to: 1 << 62 + Self.tick)
    #expect(model.count == 2)
  }
}

/// A random number generator that prints its seed.
private struct Xorshift {
  private var state: UInt64

  init(seed: UInt64 = UInt64.random(in: 1...UInt64.max)) {
    print("seed \(seed)")
    state = seed
  }

  mutating func next() -> UInt64 {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return state
  }
}
