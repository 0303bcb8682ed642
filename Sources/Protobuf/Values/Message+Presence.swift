public import CProtobufC

/// Presence, as generated `has…`, `clear…` and oneofs use it.
extension Message {
  /// Number of the member that is set in the oneof of `slot`; 0 for none.
  @inlinable @inline(__always)
  public func _case(_ slot: LintasSlot) -> UInt32 {
    let number = (_ref.pointer + Int(slot.quantifier)).load(as: UInt32.self)
    withExtendedLifetime(_ref.box) {}
    return number
  }

  /// Leaves the oneof of `slot` without a member.
  @inlinable
  public mutating func _clearCase(_ slot: LintasSlot) {
    if _case(slot) == 0 { return }
    _own()
    (_ref.pointer + Int(slot.quantifier)).storeBytes(of: 0, as: UInt32.self)
  }

  /// Whether an optional field is set.
  @inlinable @inline(__always)
  public func _has(_ slot: LintasSlot) -> Bool { _case(slot) != 0 }

  /// Whether a singular message is set.
  @inlinable @inline(__always)
  public func _hasMessage(_ slot: LintasSlot) -> Bool {
    let child = (_ref.pointer + Int(slot.offset)).load(as: UnsafeMutableRawPointer?.self)
    withExtendedLifetime(_ref.box) {}
    return child != nil
  }

  /// Makes an optional field absent.
  @inlinable
  public mutating func _clear<Value: FieldValue>(_ slot: LintasSlot, as type: Value.Type) {
    if !_has(slot) { return }
    _own()
    (_ref.pointer + Int(slot.quantifier)).storeBytes(of: 0, as: UInt32.self)
    Value._reset(_ref.pointer + Int(slot.offset))
  }

  /// Makes a singular message absent.
  @inlinable
  public mutating func _clearMessage(_ slot: LintasSlot) {
    if !_hasMessage(slot) { return }
    _own()
    let place = _ref.pointer + Int(slot.offset)
    place.storeBytes(of: nil, as: UnsafeMutableRawPointer?.self)
  }
}
