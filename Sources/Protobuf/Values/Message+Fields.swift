public import CProtobufC

/// How generated properties reach their fields. A slot with a number is a member of a oneof: it
/// reads as absent while another member is set, and writing it makes it the one that is set.
extension Message {
  /// A number, truth value, enum, string or bytes.
  @inlinable
  public subscript<Value: FieldValue>(_value slot: LintasSlot) -> Value {
    @inline(__always) get {
      let message = _ref.pointer
      if slot.number != 0 && _case(slot) != slot.number { return Value._absent }
      let value = Value._load(message + Int(slot.offset))
      withExtendedLifetime(_ref.box) {}
      return value
    }
    @inline(__always) set {
      _own()
      let message = _ref.pointer
      let place = message + Int(slot.offset)
      let quantifier = message + Int(slot.quantifier)
      if slot.number != 0 {
        if quantifier.load(as: UInt32.self) != slot.number {
          Value._reset(place)
          quantifier.storeBytes(of: slot.number, as: UInt32.self)
        }
      } else {
        quantifier.storeBytes(of: 1, as: UInt32.self)
      }
      Value._store(newValue, place, _arena)
    }
  }

  /// A singular message. Editing it in place makes it present.
  @inlinable
  public subscript<Child: Message>(_message slot: LintasSlot) -> Child {
    @inline(__always) get {
      if slot.number != 0 && _case(slot) != slot.number { return Child() }
      let place = _ref.pointer + Int(slot.offset)
      guard let child = place.load(as: UnsafeMutableRawPointer?.self) else { return Child() }
      return Child(_ref: ArenaReference(box: _ref.box, pointer: child))
    }
    @inline(__always) set {
      _own()
      _select(slot)
      Child._copy(newValue._ref, into: _ref.pointer + Int(slot.offset), _arena)
    }
    @inline(__always) _modify {
      _own()
      _select(slot)
      let place = _ref.pointer + Int(slot.offset)
      let message: UnsafeMutableRawPointer
      if let present = place.load(as: UnsafeMutableRawPointer?.self) {
        message = present
      } else {
        message = _arena.pointee.newMessage(Child._table)
        place.storeBytes(of: message, as: UnsafeMutableRawPointer.self)
      }
      let storage = _ref.box.unsafelyUnwrapped.storage
      var child: Child = _lend(message)
      defer { _endEdit(of: child, lentAt: message, slot: place, keeping: storage) }
      yield &child
    }
  }

  /// A repeated field or a map.
  @inlinable
  public subscript<List: ArenaValue>(_list slot: LintasSlot) -> List {
    @inline(__always) get {
      List(_ref: ArenaReference(box: _ref.box, pointer: _ref.pointer + Int(slot.quantifier)))
    }
    @inline(__always) set {
      _own()
      List._copy(newValue._ref, into: _ref.pointer + Int(slot.quantifier), _arena)
    }
    @inline(__always) _modify {
      _own()
      let place = _ref.pointer + Int(slot.quantifier)
      let storage = _ref.box.unsafelyUnwrapped.storage
      var list: List = _lend(place)
      defer { _endEdit(of: list, lentAt: place, slot: place, keeping: storage) }
      yield &list
    }
  }

  /// Makes a message that is a member of a oneof the one that is set; absent until it is stored.
  @inlinable @inline(__always)
  mutating func _select(_ slot: LintasSlot) {
    guard slot.number != 0, _case(slot) != slot.number else { return }
    let message = _ref.pointer
    (message + Int(slot.offset)).storeBytes(of: nil, as: UnsafeMutableRawPointer?.self)
    (message + Int(slot.quantifier)).storeBytes(of: slot.number, as: UInt32.self)
  }
}
