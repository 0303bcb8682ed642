public import CProtobufC

/// Text and bytes without a copy. A view borrows its message: while it lives the message cannot be
/// changed, and it cannot outlive the message.
extension Message {
  /// The text of a string field.
  @inlinable @inline(__always) @_lifetime(borrow self)
  public func _utf8(_ slot: LintasSlot) -> UTF8Span {
    // Safety: text was checked when it was decoded, or came from a String.
    let text = unsafe UTF8Span(unchecked: _bytes(slot))
    return unsafe _overrideLifetime(text, borrowing: self)
  }

  /// The bytes of a string or bytes field.
  @inlinable @inline(__always) @_lifetime(borrow self)
  public func _bytes(_ slot: LintasSlot) -> Span<UInt8> {
    let isAbsent = slot.number != 0 && _case(slot) != slot.number
    let place = isAbsent ? ArenaReference().pointer : _ref.pointer + Int(slot.offset)
    return unsafe _overrideLifetime(TreeBytes.span(place, self), borrowing: self)
  }
}
