/// Names one suspended call of `EventLoop.wait`. A token is a plain value that may travel to any
/// thread and may be used late: completing a wait that is over does nothing.
@frozen
public struct WaitToken: Hashable, Sendable {
  /// Place in the loop's table of waiters.
  @usableFromInline let slot: UInt32
  /// How often the place had been used before this wait; a token of another count is stale.
  @usableFromInline let generation: UInt32

  @inlinable
  init(slot: UInt32, generation: UInt32) {
    self.slot = slot
    self.generation = generation
  }
}
