internal import CProtobufC

/// A map field whose values are no messages. It has no order that means anything; iteration follows
/// the order of insertion or of the wire.
///
/// A look-up compares one key after the other, since maps in contracts are small. For many look-ups
/// in a large map take `dictionary` once.
@frozen
public struct FieldMap<Entry: MapEntry>: ArenaValue, Sequence,
  ExpressibleByDictionaryLiteral
{
  /// Type of the keys.
  public typealias Key = Entry.Key
  /// Type of the values.
  public typealias Value = Entry.Value

  /// The tree and the place of the pair of count and array of entries.
  public var _ref: ArenaReference

  /// Wraps a pair in a tree.
  @inlinable @inline(__always)
  public init(_ref: ArenaReference) { self._ref = _ref }

  /// A map with these entries; of equal keys the last stands.
  public init(dictionaryLiteral elements: (Key, Value)...) {
    self.init(_ref: ArenaReference())
    for (key, value) in elements { self[key] = value }
  }

  /// A map lies in its parent's structure.
  @inlinable @inline(__always) public static var _isInline: Bool { true }

  /// The number of entries.
  public var count: Int {
    let count = _ref.pointer.load(as: Int.self)
    withExtendedLifetime(_ref.box) {}
    return count
  }

  /// Whether there is no entry.
  public var isEmpty: Bool { count == 0 }

  /// The value of a key. Setting nil removes the entry.
  public subscript(key: Key) -> Value? {
    get {
      guard let place = find(key) else { return nil }
      let value = Value._load(entry(place) + Self.valueField.offset)
      withExtendedLifetime(_ref.box) {}
      return value
    }
    set {
      _own()
      let found = find(key)
      switch (newValue, found) {
      case (let value?, let place?):
        Value._store(value, entry(place) + Self.valueField.offset, _arena)
      case (let value?, nil): insert(key, value)
      case (nil, let place?): remove(place)
      case (nil, nil): break
      }
    }
  }

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
      let found = (
        Key._load(entry + Self.keyField.offset), Value._load(entry + Self.valueField.offset)
      )
      withExtendedLifetime(_ref.box) {}
      return found
    }
  }

  private static var keyField: FieldLayout { Entry._table.layout.fields }
  private static var valueField: FieldLayout { Entry._table.layout.fields + 1 }

  private func entry(_ place: Int) -> UnsafeMutableRawPointer {
    MapEntries.entry(
      _ref.pointer.load(fromByteOffset: 8, as: UnsafeMutableRawPointer.self), place)
  }

  private func find(_ key: Key) -> Int? {
    let place = (0..<count).first { key._equals(entry($0) + Self.keyField.offset) }
    withExtendedLifetime(_ref.box) {}
    return place
  }

  private mutating func insert(_ key: Key, _ value: Value) {
    let entry = _arena.pointee.newMessage(Entry._table)
    (entry + Self.keyField.quantifier).storeBytes(of: 1, as: UInt32.self)
    (entry + Self.valueField.quantifier).storeBytes(of: 1, as: UInt32.self)
    Key._store(key, entry + Self.keyField.offset, _arena)
    Value._store(value, entry + Self.valueField.offset, _arena)
    let place = _arena.pointee.append(to: _ref.pointer, stride: 8)
    place.storeBytes(of: entry, as: UnsafeMutableRawPointer.self)
  }

  private mutating func remove(_ index: Int) {
    let array = _ref.pointer.load(fromByteOffset: 8, as: UnsafeMutableRawPointer.self)
    let place = array + index &* 8
    place.copyMemory(from: place + 8, byteCount: (count - index - 1) &* 8)
    _ref.pointer.storeBytes(of: count - 1, as: Int.self)
    _arena.pointee.waste &+= Entry._table.layout.size
  }
}
