internal import CProtobufC

/// A map field whose values are messages. `map["a"]?.state = …` edits in place, and
/// `map["b", default: Item()].state = …` builds the new value where it will stand; both copy
/// nothing.
@frozen
public struct MessageMap<Entry: MapEntry>: MapValue where Entry.Value: Message {
  /// Type of the keys.
  public typealias Key = Entry.Key
  /// Type of the values.
  public typealias Value = Entry.Value

  /// The tree and the place of the pair of count and array of entries.
  public var _ref: ArenaReference

  /// Wraps a pair in a tree.
  @inlinable @inline(__always)
  public init(_ref: ArenaReference) { self._ref = _ref }

  /// The value of a key. Setting nil removes the entry.
  public subscript(key: Key) -> Value? {
    get {
      guard let index = find(key) else { return nil }
      let value = Self._value(entry(index), _ref.box)
      withExtendedLifetime(_ref.box) {}
      return value
    }
    set {
      _own()
      put(newValue, for: key, at: find(key))
    }
    _modify {
      _own()
      guard let index = find(key) else {
        var value: Value?
        defer { put(value, for: key, at: nil) }
        yield &value
        return
      }
      let message = ownValue(index)
      let storage = _ref.box.unsafelyUnwrapped.storage
      var value: Value? = .some(_lend(message))
      defer { endEdit(of: value, lentAt: message, entry: index, keeping: storage) }
      yield &value
    }
  }

  /// The value of a key. Reading gives the default if there is no entry; writing then makes one,
  /// which begins as the default.
  public subscript(key: Key, default initial: @autoclosure () -> Value) -> Value {
    get { self[key] ?? initial() }
    _modify {
      _own()
      let index: Int
      if let found = find(key) {
        index = found
      } else {
        index = count
        put(initial(), for: key, at: nil)
      }
      let message = ownValue(index)
      let storage = _ref.box.unsafelyUnwrapped.storage
      var value: Value = _lend(message)
      defer {
        _endEdit(of: value, lentAt: message, slot: valueSlot(index), keeping: storage)
      }
      yield &value
    }
  }

  /// Adds an entry, whose key the map must not have.
  public mutating func _add(_ value: Value, for key: Key) {
    _own()
    let entry = makeEntry(key)
    Value._copy(value._ref, into: entry + Self.valueField.offset, _arena)
    add(entry)
  }

  /// The value of the entry at a place of the tree.
  public static func _value(_ entry: UnsafeMutableRawPointer, _ box: Box?) -> Value {
    let message = (entry + valueField.offset).load(as: UnsafeMutableRawPointer?.self)
    guard let message else { return Value() }
    return Value(_ref: ArenaReference(box: box, pointer: message))
  }
}

/// How entries are written.
extension MessageMap {
  /// The place of the pointer to an entry's value.
  private func valueSlot(_ index: Int) -> UnsafeMutableRawPointer {
    entry(index) + Self.valueField.offset
  }

  /// The value of an entry for an edit. Only to be called after `_own`.
  private func ownValue(_ index: Int) -> UnsafeMutableRawPointer {
    let slot = valueSlot(index)
    if let message = slot.load(as: UnsafeMutableRawPointer?.self) { return message }
    let message = _arena.pointee.newMessage(Value._table)
    slot.storeBytes(of: message, as: UnsafeMutableRawPointer.self)
    return message
  }

  /// Sets, adds or removes an entry. Only to be called after `_own`.
  private mutating func put(_ value: Value?, for key: Key, at index: Int?) {
    switch (value, index) {
    case (let value?, let index?): Value._copy(value._ref, into: valueSlot(index), _arena)
    case (let value?, nil): _add(value, for: key)
    case (nil, let index?):
      remove(index)
    case (nil, nil): break
    }
  }

  /// Ends an edit of a value in place; see `_endEdit`. The borrower may also have taken it away.
  private mutating func endEdit(
    of value: consuming Value?, lentAt message: UnsafeMutableRawPointer, entry index: Int,
    keeping storage: consuming Storage
  ) {
    if let value {
      _endEdit(of: value, lentAt: message, slot: valueSlot(index), keeping: storage)
      return
    }
    // A copy that the borrower kept reads its own message only, never the array of entries. But it
    // may keep the storage, which is then shared, and the map moves to another.
    remove(index)
    var storage = storage
    if isKnownUniquelyReferenced(&storage) {
      _ref.box = Box(storage)
    } else {
      _ref = Self._clone(ArenaReference(box: nil, pointer: _ref.pointer))
    }
    withExtendedLifetime(storage) {}
  }
}
