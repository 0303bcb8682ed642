/// Deadlines of waits and timers of objects, in a hierarchical timing wheel (Varghese and Lauck
/// 1987). It belongs to the loop's thread.
///
/// Time is cut into ticks of 65.5 µs. A slot of the lowest level is one tick, a slot of each higher
/// level as long as the whole level below it; seven levels of 64 slots reach nine years. An entry
/// lies in the slot that holds its tick and not yet the present one, in a list through the entries
/// themselves, so to add and to remove one costs the same whether ten wait or a hundred thousand.
/// When time reaches a slot of a higher level, its entries move down; that happens to an entry at
/// most six times, and never to one that ends early.
///
/// An entry becomes due within a tick after its deadline and never before it. Entries of one tick
/// become due in any order.
struct TimerWheel: ~Copyable {
  /// What an entry is for.
  enum Target {
    /// An object's timer.
    case object(any LoopTimer)
    /// The end of a wait.
    case wait(WaitToken)
  }

  private struct Entry {
    var deadline: UInt64 = 0
    var generation: UInt32 = 0
    /// The list that holds it; `TimerWheel.none` if it is free.
    var list = TimerWheel.none
    var next = TimerWheel.none
    var previous = TimerWheel.none
    var target: Target?
  }

  private static var none: UInt32 { .max }
  /// A tick has so many nanoseconds, as a power of two.
  private static var tickBits: UInt64 { 16 }
  private static var slotBits: UInt64 { 6 }
  private static var slots: Int { 64 }
  private static var levels: Int { 7 }
  /// The list of entries that are due.
  private static var due: UInt32 { UInt32(levels * slots) }

  private var entries: UnsafeMutablePointer<Entry>
  private var capacity = 64
  private var used = 0
  private var firstFree = TimerWheel.none
  /// The first entry of each list.
  private let heads: UnsafeMutablePointer<UInt32>
  /// The slots of each level that hold entries, a bit each.
  private let occupied: UnsafeMutablePointer<UInt64>
  /// All up to this tick has become due.
  private var present: UInt64

  /// Entries that are to come.
  private(set) var count = 0

  /// An empty wheel.
  ///
  /// - Parameter now: the time, in nanoseconds.
  init(now: UInt64) {
    entries = .allocate(capacity: capacity)
    heads = .allocate(capacity: Self.levels * Self.slots + 1)
    heads.initialize(repeating: Self.none, count: Self.levels * Self.slots + 1)
    occupied = .allocate(capacity: Self.levels)
    occupied.initialize(repeating: 0, count: Self.levels)
    present = now >> Self.tickBits
  }

  deinit {
    entries.deinitialize(count: used)
    entries.deallocate()
    heads.deallocate()
    occupied.deallocate()
  }

  /// Adds an entry.
  mutating func add(_ target: Target, at deadline: UInt64) -> TimerID {
    let index = takeFree()
    let entry = entries + Int(index)
    entry.pointee.deadline = deadline
    entry.pointee.target = target
    link(index)
    count += 1
    return TimerID(slot: index, generation: entry.pointee.generation)
  }

  /// Removes an entry that is to come.
  ///
  /// - Returns: what it was for; `nil` if it became due or was removed before.
  @discardableResult
  mutating func remove(_ id: TimerID) -> Target? {
    guard isComing(id) else { return nil }
    unlink(id.slot)
    return free(id.slot)
  }

  /// Whether an entry is to come.
  func isComing(_ id: TimerID) -> Bool {
    guard id.slot < used else { return false }
    let entry = entries + Int(id.slot)
    return entry.pointee.generation == id.generation && entry.pointee.list != Self.none
  }

  /// The deadline of an entry that is to come.
  func deadline(of id: TimerID) -> UInt64? {
    isComing(id) ? entries[Int(id.slot)].deadline : nil
  }

  /// Removes one entry that is due.
  ///
  /// - Parameter now: the time, in nanoseconds; never earlier than the last time.
  /// - Returns: the entry's name and what it is for; `nil` if none is due.
  mutating func popDue(at now: UInt64) -> (TimerID, Target)? {
    if heads[Int(Self.due)] == Self.none { advance(to: now >> Self.tickBits) }
    let index = heads[Int(Self.due)]
    guard index != Self.none else { return nil }
    let id = TimerID(slot: index, generation: entries[Int(index)].generation)
    unlink(index)
    guard let target = free(index) else { preconditionFailure("a linked entry has a target") }
    return (id, target)
  }

  /// When to look again, in nanoseconds: not later than an entry becomes due. `nil` if none is to
  /// come.
  var nextTime: UInt64? {
    if heads[Int(Self.due)] != Self.none { return present << Self.tickBits }
    return nextSlot().map { $0.tick << Self.tickBits }
  }

  // MARK: Inside

  /// Moves time on, until an entry is due.
  private mutating func advance(to now: UInt64) {
    while let (tick, list) = nextSlot(), tick <= now {
      present = tick
      // All of a slot of the lowest level is due; of a higher one, what belongs to its first tick.
      var index = heads[list]
      heads[list] = Self.none
      occupied[list / Self.slots] &= ~(1 << UInt64(list % Self.slots))
      while index != Self.none {
        let next = entries[Int(index)].next
        link(index)
        index = next
      }
      if heads[Int(Self.due)] != Self.none { return }
    }
    present = max(present, now)
  }

  /// The next slot with entries: the tick at which it begins, and its list.
  private func nextSlot() -> (tick: UInt64, list: Int)? {
    for level in 0..<Self.levels where occupied[level] != 0 {
      let shift = Self.slotBits * UInt64(level)
      let here = (present >> shift) & 63
      // Of a level, only slots behind the present one hold entries; of the highest, any.
      let rotated = occupied[level] &>> here | occupied[level] &<< (64 - here)
      let distance = UInt64((rotated & ~1).trailingZeroBitCount) & 63
      let ahead = distance == 0 ? 64 : distance
      let tick = ((present >> shift) + ahead) << shift
      return (tick, level * Self.slots + Int((here + ahead) & 63))
    }
    return nil
  }

  /// Puts an entry into the list where it belongs now.
  private mutating func link(_ index: UInt32) {
    let entry = entries + Int(index)
    // Rounded up: never before its deadline.
    let (sum, overflow) = entry.pointee.deadline.addingReportingOverflow(1 << Self.tickBits - 1)
    let tick = (overflow ? .max : sum) >> Self.tickBits
    let list = tick <= present ? Self.due : list(of: tick)
    entry.pointee.list = list
    entry.pointee.previous = Self.none
    entry.pointee.next = heads[Int(list)]
    if heads[Int(list)] != Self.none { entries[Int(heads[Int(list)])].previous = index }
    heads[Int(list)] = index
    if list != Self.due {
      occupied[Int(list) / Self.slots] |= 1 << UInt64(Int(list) % Self.slots)
    }
  }

  /// The list of a tick that is to come.
  private func list(of tick: UInt64) -> UInt32 {
    let highest = UInt64(Self.levels - 1)
    let differing = UInt64(63 - (tick ^ present).leadingZeroBitCount) / Self.slotBits
    guard differing < highest else {
      // What lies beyond the wheel waits in its last slot, and is looked at again from there.
      let shift = Self.slotBits * highest
      let ahead = min((tick >> shift) - (present >> shift), 63)
      return UInt32(highest * 64 + ((present >> shift) + max(ahead, 1)) & 63)
    }
    return UInt32(differing * 64 + (tick >> (Self.slotBits * differing)) & 63)
  }

  private mutating func unlink(_ index: UInt32) {
    let entry = entries + Int(index)
    let list = entry.pointee.list
    let next = entry.pointee.next
    let previous = entry.pointee.previous
    if previous != Self.none {
      entries[Int(previous)].next = next
    } else {
      heads[Int(list)] = next
      if next == Self.none && list != Self.due {
        occupied[Int(list) / Self.slots] &= ~(1 << UInt64(Int(list) % Self.slots))
      }
    }
    if next != Self.none { entries[Int(next)].previous = previous }
  }

  private mutating func takeFree() -> UInt32 {
    if firstFree != Self.none {
      let index = firstFree
      firstFree = entries[Int(index)].next
      return index
    }
    if used == capacity { grow() }
    (entries + used).initialize(to: Entry())
    used += 1
    return UInt32(used - 1)
  }

  /// Makes the place of an unlinked entry fit for another one.
  private mutating func free(_ index: UInt32) -> Target? {
    let entry = entries + Int(index)
    let target = entry.pointee.target.take()
    entry.pointee.generation &+= 1
    entry.pointee.list = Self.none
    entry.pointee.next = firstFree
    firstFree = index
    count -= 1
    return target
  }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<Entry>.allocate(capacity: capacity * 2)
    larger.moveInitialize(from: entries, count: used)
    entries.deallocate()
    entries = larger
    capacity *= 2
  }
}
