/// A repeated field of numbers, truth values, enums, strings or bytes.
@frozen public struct ValueList<Element: FieldValue>: ListValue {
  /// The tree and the place of the pair.
  public var _ref: ArenaReference

  /// Wraps a pair in a tree.
  @inlinable @inline(__always)
  public init(_ref: ArenaReference) { self._ref = _ref }

  /// Bytes of one element.
  @inlinable @inline(__always) public static var _elementStride: Int { Element._stride }

  /// The element at an index; strings and bytes are copied out.
  @inlinable
  public subscript(index: Int) -> Element {
    @inline(__always) get {
      let element = Element._load(_place(index))
      withExtendedLifetime(_ref.box) {}
      return element
    }
    @inline(__always) set {
      _own()
      Element._store(newValue, _place(index), _arena)
    }
  }

  /// Adds an element.
  @inlinable
  public mutating func append(_ element: Element) {
    _own()
    let place = _arena.pointee.append(to: _ref.pointer, stride: Element._stride)
    Element._reset(place)
    Element._store(element, place, _arena)
  }

  /// A deep copy in a tree of its own.
  public static func _clone(_ ref: ArenaReference) -> ArenaReference {
    let box = Box.make(200)
    let pair = box.arena.pointee.allocate(16)
    _copy(ref, into: pair, box.arena)
    return ArenaReference(box: box, pointer: pair)
  }

  /// Bytes that the elements take in a tree, about.
  public static func _size(_ ref: ArenaReference) -> Int {
    let size = TreeSize.array(
      ref.pointer, kind: _kind, stride: Element._stride, child: nil)
    withExtendedLifetime(ref.box) {}
    return size
  }

  /// Puts a deep copy into another tree's pair.
  public static func _copy(
    _ ref: ArenaReference, into slot: UnsafeMutableRawPointer,
    _ arena: UnsafeMutablePointer<ArenaState>
  ) {
    arena.pointee.copyArray(
      ref.pointer, to: slot, kind: _kind, stride: Element._stride, child: nil)
    withExtendedLifetime(ref.box) {}
  }

  /// Any kind that lies in memory as the elements do.
  private static var _kind: UInt8 { Element._isDelimited ? FieldKind.bytes : FieldKind.int32 }

  /// Whether two lists hold the same elements in the same order, numbers compared by bits.
  public static func == (left: Self, right: Self) -> Bool {
    let same = TreeEquality.arrays(
      left._ref.pointer, right._ref.pointer, kind: _kind, stride: Element._stride, child: nil,
      isMap: false)
    withExtendedLifetime((left._ref.box, right._ref.box)) {}
    return same
  }

  /// Hashes the elements in order, numbers by their bits.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(count)
    for index in 0..<count {
      let place = UnsafeRawPointer(_place(index))
      let bytes =
        Element._isDelimited
        ? TreeBytes.buffer(place) : UnsafeRawBufferPointer(start: place, count: Element._stride)
      if Element._isDelimited { hasher.combine(bytes.count) }
      hasher.combine(bytes: bytes)
    }
    withExtendedLifetime(_ref.box) {}
  }
}

/// A repeated field of numbers or truth values.
public typealias ScalarList<Element: FieldValue> = ValueList<Element>
/// A repeated field of enums.
public typealias EnumList<Element: Enumeration> = ValueList<Element>
/// A repeated field of strings.
public typealias StringList = ValueList<String>
/// A repeated field of bytes.
public typealias BytesList = ValueList<[UInt8]>
