public import CProtobufC

/// A message while generated code checks the contract's rules on it: its fields, read where they
/// lie, without reference counts and without copies.
@frozen public struct CheckedMessage: ~Escapable {
  @usableFromInline let place: UnsafeRawPointer

  /// A message, for as long as `owner` is borrowed.
  @_lifetime(borrow owner)
  init<Owner: Message>(of owner: borrowing Owner) {
    // Safety: the owner keeps the tree, and a borrow forbids to write it.
    place = UnsafeRawPointer(owner._ref.pointer)
  }

  /// A message below another one.
  @inlinable @inline(__always) @_lifetime(copy parent)
  init(_ place: UnsafeRawPointer, below parent: borrowing CheckedMessage) {
    self.place = place
  }

  /// An element of a list.
  @inlinable @inline(__always) @_lifetime(copy list)
  init(_ place: UnsafeRawPointer, in list: borrowing CheckedList) {
    self.place = place
  }

  /// Whether a field with a presence of its own is set.
  @inlinable @inline(__always)
  public func has(_ slot: LintasSlot) -> Bool {
    place.load(fromByteOffset: Int(slot.quantifier), as: UInt32.self) != 0
  }

  /// Whether a member of a oneof is the one that is set.
  @inlinable @inline(__always)
  public func isCase(_ slot: LintasSlot) -> Bool {
    place.load(fromByteOffset: Int(slot.quantifier), as: UInt32.self) == slot.number
  }

  /// A number or an enum.
  @inlinable @inline(__always)
  public func value<Value: FieldValue & BitwiseCopyable>(_ slot: LintasSlot) -> Value {
    Value._load(place + Int(slot.offset))
  }

  /// A string.
  @inlinable @inline(__always) @_lifetime(copy self)
  public func text(_ slot: LintasSlot) -> CheckedText {
    CheckedText(place + Int(slot.offset), of: self)
  }

  /// The number of bytes of a bytes field.
  @inlinable @inline(__always)
  public func length(_ slot: LintasSlot) -> Int {
    place.load(fromByteOffset: Int(slot.offset), as: Int.self)
  }

  /// A message, if it is there.
  @inlinable @inline(__always) @_lifetime(copy self)
  public func message(_ slot: LintasSlot) -> CheckedMessage? {
    guard
      let child = place.load(fromByteOffset: Int(slot.offset), as: UnsafeRawPointer?.self)
    else { return nil }
    return CheckedMessage(child, below: self)
  }

  /// Whether a message is there.
  @inlinable @inline(__always)
  public func hasMessage(_ slot: LintasSlot) -> Bool {
    place.load(fromByteOffset: Int(slot.offset), as: UnsafeRawPointer?.self) != nil
  }

  /// A message that is a member of a oneof, if it is the one that is set.
  @inlinable @inline(__always) @_lifetime(copy self)
  public func member(_ slot: LintasSlot) -> CheckedMessage? {
    isCase(slot) ? message(slot) : nil
  }

  /// A repeated field or a map.
  @inlinable @inline(__always) @_lifetime(copy self)
  public func list(_ slot: LintasSlot) -> CheckedList {
    CheckedList(place + Int(slot.quantifier), of: self)
  }

  /// The value of a map's entry, this message being the entry: an empty one if it has none.
  @inlinable @inline(__always) @_lifetime(copy self)
  public func entryMessage(_ slot: LintasSlot) -> CheckedMessage {
    let value = place.load(fromByteOffset: Int(slot.offset), as: UnsafeRawPointer?.self)
    return CheckedMessage(value ?? lintas_zero_block(), below: self)
  }
}
