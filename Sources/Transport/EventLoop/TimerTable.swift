/// The timers that objects have scheduled, each in a numbered slot with a generation, like waiters.
/// It belongs to the loop's thread.
struct TimerTable: ~Copyable {
  private struct Slot {
    var generation: UInt32
    var timer: (any LoopTimer)?
    var nextFree: UInt32
  }

  private static var none: UInt32 { .max }

  private var slots: [Slot] = []
  private var firstFree = TimerTable.none

  init() {}

  /// Keeps `timer` until it fires or is cancelled.
  mutating func add(_ timer: any LoopTimer) -> TimerID {
    if firstFree != TimerTable.none {
      let index = firstFree
      firstFree = slots[Int(index)].nextFree
      slots[Int(index)].timer = timer
      return TimerID(slot: index, generation: slots[Int(index)].generation)
    }
    slots.append(Slot(generation: 0, timer: timer, nextFree: TimerTable.none))
    return TimerID(slot: UInt32(slots.count - 1), generation: 0)
  }

  /// Takes a timer out, because it fires or is cancelled; nil if it is gone already.
  mutating func take(_ id: TimerID) -> (any LoopTimer)? {
    let index = Int(id.slot)
    guard index < slots.count, slots[index].generation == id.generation,
      let timer = slots[index].timer
    else { return nil }
    slots[index].timer = nil
    slots[index].generation &+= 1
    slots[index].nextFree = firstFree
    firstFree = id.slot
    return timer
  }

  /// Whether the timer is still to come.
  func isLive(_ id: TimerID) -> Bool {
    let index = Int(id.slot)
    return index < slots.count && slots[index].generation == id.generation
  }
}
