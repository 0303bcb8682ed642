public import CProtobufC

/// The two words of every message, list and map: the box of its tree, and the place of its C
/// structure (of a list: of its pair of count and array).
///
/// Without a box it stands for an absent value: the place is then the shared block of zeros, which
/// reads as the default of every type and is never written.
///
/// Safety: the pointer is read by any thread that holds the box and written only after the box was
/// found to be unique, so the pair may cross threads.
@frozen public struct ArenaReference: @unchecked Sendable {
  /// The tree; nil for an absent value.
  public var box: Box?
  /// The place inside the tree.
  @usableFromInline var pointer: UnsafeMutableRawPointer

  /// A place inside a tree.
  @inlinable @inline(__always)
  init(box: Box?, pointer: UnsafeMutableRawPointer) {
    self.box = box
    self.pointer = pointer
  }

  /// An absent value of any type.
  @inlinable @inline(__always)
  public init() {
    box = nil
    pointer = UnsafeMutableRawPointer(mutating: lintas_zero_block())
  }
}
