/// What lists of messages and lists of plain values share: their place is a pair of words, the
/// count and the address of the elements.
public protocol ListValue: ArenaValue, RandomAccessCollection, MutableCollection,
  ExpressibleByArrayLiteral
where Index == Int {
  /// Bytes of one element in the array.
  static var _elementStride: Int { get }
  /// Adds an element, copying it into the tree.
  mutating func append(_ element: Element)
}

extension ListValue {
  /// A list lies in its parent's structure.
  @inlinable @inline(__always) public static var _isInline: Bool { true }
  /// Always 0.
  @inlinable public var startIndex: Int { 0 }
  /// The number of elements.
  @inlinable public var endIndex: Int {
    let count = _ref.pointer.load(as: Int.self)
    withExtendedLifetime(_ref.box) {}
    return count
  }

  /// A list with copies of the elements.
  @inlinable
  public init(_ elements: some Sequence<Element>) {
    self.init(_ref: ArenaReference())
    for element in elements { append(element) }
  }

  /// A list with copies of the elements.
  @inlinable
  public init(arrayLiteral elements: Element...) { self.init(elements) }

  /// Adds copies of the elements.
  @inlinable
  public mutating func append(contentsOf elements: some Sequence<Element>) {
    for element in elements { append(element) }
  }

  /// The place of an element in the array.
  @inlinable @inline(__always)
  func _place(_ index: Int) -> UnsafeMutableRawPointer {
    precondition(index >= 0 && index < _ref.pointer.load(as: Int.self), "no element at this index")
    return _ref.pointer.load(fromByteOffset: 8, as: UnsafeMutableRawPointer.self)
      + index &* Self._elementStride
  }

  /// Removes an element; those behind it move up.
  @inlinable
  public mutating func remove(at index: Int) {
    _own()
    let place = _place(index)
    let rest = count - index - 1
    place.copyMemory(from: place + Self._elementStride, byteCount: rest &* Self._elementStride)
    _ref.pointer.storeBytes(of: count - 1, as: Int.self)
  }

  /// Removes the last element.
  @inlinable
  public mutating func removeLast() { remove(at: count - 1) }

  /// Removes all elements.
  @inlinable
  public mutating func removeAll() {
    if isEmpty { return }
    _own()
    _ref.pointer.storeBytes(of: 0, as: Int.self)
  }

  /// Exchanges two elements; nothing is copied but their places.
  @inlinable
  public mutating func swapAt(_ first: Int, _ second: Int) {
    _own()
    let left = _place(first)
    let right = _place(second)
    for offset in Swift.stride(from: 0, to: Self._elementStride, by: 4) {
      let word = left.load(fromByteOffset: offset, as: UInt32.self)
      left.storeBytes(
        of: right.load(fromByteOffset: offset, as: UInt32.self), toByteOffset: offset,
        as: UInt32.self)
      right.storeBytes(of: word, toByteOffset: offset, as: UInt32.self)
    }
  }
}
