internal import CProtobufC

/// What maps of plain values and maps of messages share: their place is a pair of words, the count
/// and the address of the entries.
///
/// A map has no order that means anything; iteration follows the order of insertion or of the wire.
/// A look-up compares one key after the other, since maps in contracts are small, and setting an
/// entry begins with one. For many look-ups in a large map take `dictionary` once, and for many
/// entries at once make the map of a dictionary.
public protocol MapValue: ArenaValue, Sequence, ExpressibleByDictionaryLiteral
where
  Key == Entry.Key, Value == Entry.Value, Element == (key: Entry.Key, value: Entry.Value),
  Iterator == AnyIterator<(key: Entry.Key, value: Entry.Value)>
{
  /// The type that names the key, the value and the layout of an entry.
  associatedtype Entry: MapEntry
  /// The value of a key. Setting nil removes the entry.
  subscript(key: Key) -> Value? { get set }
  /// Adds an entry, whose key the map must not have.
  mutating func _add(_ value: Value, for key: Key)
  /// The value of the entry at a place of the tree.
  static func _value(_ entry: UnsafeMutableRawPointer, _ box: Box?) -> Value
}

extension MapValue {
  /// A map lies in its parent's structure.
  @inlinable @inline(__always) public static var _isInline: Bool { true }

  /// A map with these entries; of equal keys the last stands.
  public init(dictionaryLiteral elements: (Key, Value)...) {
    self.init(_ref: ArenaReference())
    for (key, value) in elements { self[key] = value }
  }

  /// A map with the entries of a dictionary, without a look-up for each.
  public init(_ dictionary: [Key: Value]) {
    self.init(_ref: ArenaReference())
    for (key, value) in dictionary { _add(value, for: key) }
  }

  /// The number of entries.
  public var count: Int {
    let count = _ref.pointer.load(as: Int.self)
    withExtendedLifetime(_ref.box) {}
    return count
  }

  /// Whether there is no entry.
  public var isEmpty: Bool { count == 0 }

  /// A copy as a dictionary.
  public var dictionary: [Key: Value] {
    Dictionary(self.lazy.map { ($0.key, $0.value) }, uniquingKeysWith: { $1 })
  }

  /// Iterates over the entries.
  public func makeIterator() -> AnyIterator<(key: Key, value: Value)> {
    var next = 0
    return AnyIterator {
      guard next < count else { return nil }
      defer { next += 1 }
      let entry = entry(next)
      let found = (Key._load(entry + Self.keyField.offset), Self._value(entry, _ref.box))
      withExtendedLifetime(_ref.box) {}
      return found
    }
  }

  /// Removes all entries.
  public mutating func removeAll() {
    if isEmpty { return }
    _own()
    _ref.pointer.storeBytes(of: 0, as: Int.self)
  }

  static var keyField: FieldLayout { Entry._table.layout.fields }
  static var valueField: FieldLayout { Entry._table.layout.fields + 1 }

  /// The structure of the entry at an index, which must be below the count.
  func entry(_ index: Int) -> UnsafeMutableRawPointer {
    MapEntries.entry(
      _ref.pointer.load(fromByteOffset: 8, as: UnsafeMutableRawPointer.self), index)
  }

  /// The index of a key's entry.
  func find(_ key: Key) -> Int? {
    let place = (0..<count).first { key._equals(entry($0) + Self.keyField.offset) }
    withExtendedLifetime(_ref.box) {}
    return place
  }

  /// Makes an entry with this key and without a value, which is not yet part of the map. Only to be
  /// called after `_own`.
  mutating func makeEntry(_ key: Key) -> UnsafeMutableRawPointer {
    let entry = _arena.pointee.newMessage(Entry._table)
    (entry + Self.keyField.quantifier).storeBytes(of: 1, as: UInt32.self)
    Key._store(key, entry + Self.keyField.offset, _arena)
    return entry
  }

  /// Adds an entry that has its value.
  mutating func add(_ entry: UnsafeMutableRawPointer) {
    let place = _arena.pointee.append(to: _ref.pointer, stride: 8)
    place.storeBytes(of: entry, as: UnsafeMutableRawPointer.self)
  }

  /// Takes an entry out of the array; those behind it move up.
  func remove(_ index: Int) {
    let array = _ref.pointer.load(fromByteOffset: 8, as: UnsafeMutableRawPointer.self)
    let place = array + index &* 8
    place.copyMemory(from: place + 8, byteCount: (count - index - 1) &* 8)
    _ref.pointer.storeBytes(of: count - 1, as: Int.self)
  }
}
