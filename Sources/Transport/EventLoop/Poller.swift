internal import CEpoll
internal import Glibc

/// One epoll instance, its wake-up counter and the table of registered descriptors.
///
/// `wake` may be called from any thread; everything else belongs to the loop's thread.
///
/// The eventfd is registered edge-triggered and never read: each write is a new edge, so a wake-up
/// costs one system call on each side. Events carry {slot, generation} instead of a pointer; an
/// event that epoll had already queued for a descriptor closed in the same batch finds another
/// generation and is dropped.
final class Poller {
  /// Names a registration.
  struct Registration {
    fileprivate let slot: UInt32
    fileprivate let generation: UInt32
    fileprivate let descriptor: Int32

    fileprivate var token: UInt64 { UInt64(slot) << 32 | UInt64(generation) }
  }

  private struct Slot {
    var generation: UInt32
    var handler: (any DescriptorHandler)?
  }

  /// The token of the wake-up counter; no slot has this number.
  private static let wakeToken = UInt64.max
  private static let batch = 128

  private let epoll: Int32
  private let counter: Int32
  private let events: UnsafeMutablePointer<epoll_event>
  private var slots: [Slot] = []
  private var free: [UInt32] = []

  /// Opens the two descriptors.
  init() throws(TransportError) {
    epoll = lintas_epoll_create()
    if epoll < 0 { throw .system(call: "epoll_create1", code: lintas_errno()) }
    counter = lintas_eventfd_create()
    let failure = lintas_errno()
    events = .allocate(capacity: Poller.batch)
    if counter < 0 { throw .system(call: "eventfd", code: failure) }
    let added = lintas_epoll_control(
      epoll, EPOLL_CTL_ADD, counter, LINTAS_EPOLL_IN | LINTAS_EPOLL_EDGE, Poller.wakeToken)
    if added < 0 { throw .system(call: "epoll_ctl", code: lintas_errno()) }
  }

  deinit {
    close(epoll)
    if counter >= 0 { close(counter) }
    events.deallocate()
  }

  /// Makes the present or the next `wait` return. From any thread.
  func wake() {
    lintas_eventfd_signal(counter)
  }

  /// Starts to watch `descriptor` for `events`; keeps `handler` until `remove`.
  func add(
    _ descriptor: Int32, events: UInt32, handler: any DescriptorHandler
  ) throws(TransportError) -> Registration {
    let slot: UInt32
    if let reused = free.popLast() {
      slot = reused
    } else {
      slot = UInt32(slots.count)
      slots.append(Slot(generation: 0, handler: nil))
    }
    let registration = Registration(
      slot: slot, generation: slots[Int(slot)].generation, descriptor: descriptor)
    if lintas_epoll_control(epoll, EPOLL_CTL_ADD, descriptor, events, registration.token) < 0 {
      let code = lintas_errno()
      free.append(slot)
      throw .system(call: "epoll_ctl", code: code)
    }
    slots[Int(slot)].handler = handler
    return registration
  }

  /// Replaces the set of events that a registration watches.
  func change(_ registration: Registration, events: UInt32) {
    let result = lintas_epoll_control(
      epoll, EPOLL_CTL_MOD, registration.descriptor, events, registration.token)
    assert(result == 0, "a registered descriptor can be changed")
  }

  /// Stops watching. To be called before the descriptor is closed.
  func remove(_ registration: Registration) {
    let slot = Int(registration.slot)
    guard slots[slot].generation == registration.generation else { return }
    _ = lintas_epoll_control(epoll, EPOLL_CTL_DEL, registration.descriptor, 0, 0)
    slots[slot].generation &+= 1
    slots[slot].handler = nil
    free.append(registration.slot)
  }

  /// Waits at most `nanoseconds` (negative: until something happens) and calls the handlers of what
  /// is ready.
  func wait(nanoseconds: Int64) {
    let count = lintas_epoll_wait(epoll, events, Int32(Poller.batch), nanoseconds)
    precondition(count >= 0, "epoll_wait refuses a descriptor that this object opened")
    for index in 0..<Int(count) {
      let event = events[index]
      let token = event.data.u64
      if token == Poller.wakeToken { continue }
      let slot = Int(token >> 32)
      guard slot < slots.count, slots[slot].generation == UInt32(truncatingIfNeeded: token),
        let handler = slots[slot].handler
      else { continue }
      handler.descriptorReady(event.events)
    }
  }

  /// Tells every handler that the loop ends.
  func stopAll() {
    for handler in slots.compactMap(\.handler) { handler.loopStops() }
  }
}
