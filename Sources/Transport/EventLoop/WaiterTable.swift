/// The suspended calls of `EventLoop.wait`, each in a numbered slot. It belongs to the loop's
/// thread.
///
/// Protocol. `reserve` hands out a slot with its present generation. `install` stores the
/// continuation. The first `fire` with that generation takes the continuation out, raises the
/// generation and frees the slot; every later one finds another generation and does nothing. So a
/// wait ends exactly once, whoever comes first: writer, timer, cancellation or peer.
struct WaiterTable: ~Copyable {
  /// One slot. `timers` counts the entries of the timer heap that name this generation.
  private struct Slot {
    var generation: UInt32
    var timers: UInt32
    var continuation: UnsafeContinuation<Int, Never>?
    var nextFree: UInt32
  }

  /// The end of the list of free slots.
  private static var none: UInt32 { .max }

  private var slots: UnsafeMutablePointer<Slot>
  private var capacity: UInt32
  private var used: UInt32 = 0
  private var firstFree = WaiterTable.none

  /// Calls that wait now.
  private(set) var waiting = 0

  init() {
    capacity = 64
    slots = .allocate(capacity: 64)
  }

  deinit {
    slots.deinitialize(count: Int(used))
    slots.deallocate()
  }

  /// A slot for one wait.
  mutating func reserve() -> WaitToken {
    if firstFree != WaiterTable.none {
      let index = firstFree
      firstFree = slots[Int(index)].nextFree
      return WaitToken(slot: index, generation: slots[Int(index)].generation)
    }
    if used == capacity { grow() }
    let index = used
    used += 1
    (slots + Int(index)).initialize(
      to: Slot(generation: 0, timers: 0, continuation: nil, nextFree: WaiterTable.none))
    return WaitToken(slot: index, generation: 0)
  }

  /// Makes the wait of a reserved slot real.
  mutating func install(_ continuation: UnsafeContinuation<Int, Never>, for token: WaitToken) {
    slots[Int(token.slot)].continuation = continuation
    waiting += 1
  }

  /// Takes the continuation of a wait that is not over, and ends the wait; nil for a stale token.
  /// `strandedTimers` grows by the heap entries that this wait leaves behind.
  mutating func take(
    _ token: WaitToken, strandedTimers: inout Int
  ) -> UnsafeContinuation<Int, Never>? {
    guard token.slot < used else { return nil }
    let slot = slots + Int(token.slot)
    guard slot.pointee.generation == token.generation,
      let continuation = slot.pointee.continuation
    else { return nil }
    strandedTimers += Int(slot.pointee.timers)
    slot.pointee.continuation = nil
    slot.pointee.generation &+= 1
    slot.pointee.timers = 0
    slot.pointee.nextFree = firstFree
    firstFree = token.slot
    waiting -= 1
    return continuation
  }

  /// Whether the wait of `token` is reserved or waiting, that is, not over.
  func isLive(_ token: WaitToken) -> Bool {
    token.slot < used && slots[Int(token.slot)].generation == token.generation
  }

  /// Notes that the heap holds one entry more (or less) for a live wait.
  mutating func countTimer(of token: WaitToken, by change: Int32) {
    guard isLive(token) else { return }
    slots[Int(token.slot)].timers = slots[Int(token.slot)].timers &+ UInt32(bitPattern: change)
  }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<Slot>.allocate(capacity: Int(capacity) * 2)
    larger.moveInitialize(from: slots, count: Int(used))
    slots.deallocate()
    slots = larger
    capacity *= 2
  }
}
