/// A repeated field of messages. `append { … }` builds the new element where it will stand, and
/// `list[2].state = …` edits in place; both copy nothing.
@frozen public struct MessageList<Element: Message>: ListValue {
  /// The tree and the place of the pair.
  public var _ref: ArenaReference

  /// Wraps a pair in a tree.
  @inlinable @inline(__always)
  public init(_ref: ArenaReference) { self._ref = _ref }

  /// Eight bytes: the array holds addresses.
  @inlinable @inline(__always) public static var _elementStride: Int { 8 }

  /// The element at an index.
  @inlinable
  public subscript(index: Int) -> Element {
    @inline(__always) get {
      let message = _place(index).load(as: UnsafeMutableRawPointer.self)
      return Element(_ref: ArenaReference(box: _ref.box, pointer: message))
    }
    set {
      _own()
      Element._copy(newValue._ref, into: _place(index), _arena)
    }
    @inline(__always) _modify {
      _own()
      let place = _place(index)
      let message = place.load(as: UnsafeMutableRawPointer.self)
      let storage = _ref.box.unsafelyUnwrapped.storage
      var element: Element = _lend(message)
      defer { _endEdit(of: element, lentAt: message, slot: place, keeping: storage) }
      yield &element
    }
  }

  /// Adds a copy of an element.
  @inlinable
  public mutating func append(_ element: Element) {
    _own()
    // The place is taken last: until the copy is made the list must not show an element.
    var copy: UnsafeMutableRawPointer?
    withUnsafeMutablePointer(to: &copy) {
      Element._copy(element._ref, into: UnsafeMutableRawPointer($0), _arena)
    }
    let place = _arena.pointee.append(to: _ref.pointer, stride: 8)
    place.storeBytes(of: copy, as: UnsafeMutableRawPointer?.self)
  }

  /// Adds an element and builds it in place. When the closure throws, the element is taken away.
  @inlinable
  public mutating func append<Failure: Error>(
    with build: (inout Element) throws(Failure) -> Void
  ) throws(Failure) {
    _own()
    let message = _arena.pointee.newMessage(Element._table)
    let place = _arena.pointee.append(to: _ref.pointer, stride: 8)
    place.storeBytes(of: message, as: UnsafeMutableRawPointer.self)
    do {
      try build(&self[count - 1])
    } catch {
      removeLast()
      throw error
    }
  }

  /// A deep copy in a tree of its own.
  public static func _clone(_ ref: ArenaReference) -> ArenaReference {
    let box = Box.make(450)
    let pair = box.arena.pointee.allocate(16)
    _copy(ref, into: pair, box.arena)
    return ArenaReference(box: box, pointer: pair)
  }

  /// Bytes that the elements take in a tree, about.
  public static func _size(_ ref: ArenaReference) -> Int {
    let size = TreeSize.array(
      ref.pointer, kind: FieldKind.message, stride: 8, child: Element._table.layout)
    withExtendedLifetime(ref.box) {}
    return size
  }

  /// Puts a deep copy into another tree's pair.
  public static func _copy(
    _ ref: ArenaReference, into slot: UnsafeMutableRawPointer,
    _ arena: UnsafeMutablePointer<ArenaState>
  ) {
    arena.pointee.copyArray(
      ref.pointer, to: slot, kind: FieldKind.message, stride: 8, child: Element._table.layout)
    withExtendedLifetime(ref.box) {}
  }

  /// Whether two lists hold equal messages in the same order.
  public static func == (left: Self, right: Self) -> Bool {
    let same = TreeEquality.arrays(
      left._ref.pointer, right._ref.pointer, kind: FieldKind.message, stride: 8,
      child: Element._table.layout, isMap: false)
    withExtendedLifetime((left._ref.box, right._ref.box)) {}
    return same
  }

  /// Hashes the elements in order.
  public func hash(into hasher: inout Hasher) {
    hasher.combine(count)
    for element in self { element.hash(into: &hasher) }
  }
}
