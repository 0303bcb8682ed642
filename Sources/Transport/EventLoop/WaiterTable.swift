/// The suspended calls of `EventLoop.wait`, each in a numbered slot. It belongs to the loop's
/// thread.
///
/// Protocol. `reserve` hands out a slot with its present generation. `install` stores the
/// continuation. The first `fire` with that generation takes the continuation out, raises the
/// generation and frees the slot; every later one finds another generation and does nothing. So a
/// wait ends exactly once, whoever comes first: writer, timer, cancellation or peer.
struct WaiterTable: ~Copyable {
  /// One slot. `timer` is the entry of the wheel that ends this wait, if one does.
  private struct Slot {
    var generation: UInt32
    var timer: TimerID?
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
      to: Slot(generation: 0, timer: nil, continuation: nil, nextFree: WaiterTable.none))
    return WaitToken(slot: index, generation: 0)
  }

  /// Makes the wait of a reserved slot real.
  mutating func install(_ continuation: UnsafeContinuation<Int, Never>, for token: WaitToken) {
    slots[Int(token.slot)].continuation = continuation
    waiting += 1
  }

  /// Takes the continuation of a wait that is not over, and ends the wait; nil for a stale token.
  /// `timer` becomes the entry of the wheel that the wait leaves behind, if it does.
  mutating func take(
    _ token: WaitToken, timer: inout TimerID?
  ) -> UnsafeContinuation<Int, Never>? {
    guard token.slot < used else { return nil }
    let slot = slots + Int(token.slot)
    guard slot.pointee.generation == token.generation,
      let continuation = slot.pointee.continuation
    else { return nil }
    timer = slot.pointee.timer
    slot.pointee.continuation = nil
    slot.pointee.generation &+= 1
    slot.pointee.timer = nil
    slot.pointee.nextFree = firstFree
    firstFree = token.slot
    waiting -= 1
    return continuation
  }

  /// Whether the wait of `token` is reserved or waiting, that is, not over.
  func isLive(_ token: WaitToken) -> Bool {
    token.slot < used && slots[Int(token.slot)].generation == token.generation
  }

  /// The entry of the wheel that ends a live wait.
  func timer(of token: WaitToken) -> TimerID? { slots[Int(token.slot)].timer }

  /// Notes which entry of the wheel ends a live wait.
  mutating func setTimer(_ id: TimerID, of token: WaitToken) {
    slots[Int(token.slot)].timer = id
  }

  private mutating func grow() {
    let larger = UnsafeMutablePointer<Slot>.allocate(capacity: Int(capacity) * 2)
    larger.moveInitialize(from: slots, count: Int(used))
    slots.deallocate()
    slots = larger
    capacity *= 2
  }
}
