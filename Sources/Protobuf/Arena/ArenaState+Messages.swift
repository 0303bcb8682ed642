internal import CProtobufC
internal import Glibc

extension ArenaState {
  /// A message with no field set, or nil when the budget has no more.
  @inline(__always)
  mutating func makeMessage(_ layout: Layout) -> UnsafeMutableRawPointer? {
    guard let message = allocateWithinBudget(layout.size) else { return nil }
    assert(memcmp(message, lintas_zero_block(), layout.size) == 0, "memory that is not zero")
    message.storeBytes(
      of: layout.pointee.descriptor, as: UnsafePointer<ProtobufCMessageDescriptor>.self)
    return message
  }

  /// A message with no field set, for an edit.
  @usableFromInline @inline(never)
  mutating func newMessage(_ table: MessageTable) -> UnsafeMutableRawPointer {
    guard let message = makeMessage(table.layout) else { heapExhausted() }
    return message
  }
}
