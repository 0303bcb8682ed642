/// Names one scheduled timer of one loop. Cancelling a timer that has fired does nothing.
@frozen
public struct TimerID: Hashable, Sendable {
  @usableFromInline let slot: UInt32
  @usableFromInline let generation: UInt32

  @inlinable
  init(slot: UInt32, generation: UInt32) {
    self.slot = slot
    self.generation = generation
  }
}
