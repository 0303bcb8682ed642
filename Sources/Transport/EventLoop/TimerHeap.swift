/// Deadlines in order: a binary heap of plain entries. It belongs to the loop's thread.
///
/// An entry is never searched for. What it names may end early; then the entry is *stranded*: it is
/// dropped when its time comes, or all stranded ones are swept out together once they are more than
/// half of a large heap, so that a million calls answered in time do not leave a million entries
/// for the length of their deadlines.
struct TimerHeap {
  /// What becomes due: a wait or an object's timer.
  struct Entry {
    /// Nanoseconds on the monotonic clock.
    let deadline: UInt64
    let slot: UInt32
    let generation: UInt32
    let isWait: Bool
  }

  private var entries: [Entry] = []

  /// Entries whose wait or timer is over already.
  private(set) var stranded = 0

  /// The earliest deadline; nil when there is none.
  var first: UInt64? { entries.first?.deadline }

  var count: Int { entries.count }

  /// Adds an entry: constant time when deadlines come in order, as those of calls nearly do.
  mutating func push(_ entry: Entry) {
    entries.append(entry)
    siftUp(entries.count - 1)
  }

  /// Removes and returns the earliest entry if it is due at `now`.
  mutating func popDue(at now: UInt64) -> Entry? {
    guard let top = entries.first, top.deadline <= now else { return nil }
    let last = entries.removeLast()
    if !entries.isEmpty {
      entries[0] = last
      siftDown(0)
    }
    return top
  }

  /// Notes that `count` entries name something that is over.
  mutating func strand(_ count: Int) {
    stranded += count
  }

  /// Notes that a stranded entry has been popped.
  mutating func unstrand() {
    if stranded > 0 { stranded -= 1 }
  }

  /// Whether a sweep pays: more than half of at least 1,024 entries are stranded.
  var wantsSweep: Bool { stranded > 512 && stranded * 2 > entries.count }

  /// Throws out the entries for which `isLive` is false and restores the order.
  mutating func sweep(_ isLive: (Entry) -> Bool) {
    entries.removeAll { !isLive($0) }
    stranded = 0
    var index = entries.count / 2
    while index > 0 {
      index -= 1
      siftDown(index)
    }
  }

  private mutating func siftUp(_ start: Int) {
    var index = start
    while index > 0 {
      let parent = (index - 1) / 2
      if entries[parent].deadline <= entries[index].deadline { return }
      entries.swapAt(parent, index)
      index = parent
    }
  }

  private mutating func siftDown(_ start: Int) {
    var index = start
    while true {
      var least = index
      let left = 2 * index + 1
      if left < entries.count, entries[left].deadline < entries[least].deadline { least = left }
      if left + 1 < entries.count, entries[left + 1].deadline < entries[least].deadline {
        least = left + 1
      }
      if least == index { return }
      entries.swapAt(least, index)
      index = least
    }
  }
}
