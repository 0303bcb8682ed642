internal import CProtobufC

/// A map field whose values are no messages.
@frozen
public struct FieldMap<Entry: MapEntry>: MapValue where Entry.Value: FieldValue {
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
      let found = find(key)
      switch (newValue, found) {
      case (let value?, let index?):
        Value._store(value, entry(index) + Self.valueField.offset, _arena)
      case (let value?, nil): _add(value, for: key)
      case (nil, let index?): remove(index)
      case (nil, nil): break
      }
    }
  }

  /// The value of the entry at a place of the tree.
  public static func _value(_ entry: UnsafeMutableRawPointer, _ box: Box?) -> Value {
    Value._load(entry + valueField.offset)
  }

  /// Adds an entry, whose key the map must not have.
  public mutating func _add(_ value: Value, for key: Key) {
    _own()
    let entry = makeEntry(key)
    (entry + Self.valueField.quantifier).storeBytes(of: 1, as: UInt32.self)
    Value._store(value, entry + Self.valueField.offset, _arena)
    add(entry)
  }
}
