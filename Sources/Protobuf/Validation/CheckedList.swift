/// A repeated field or a map while generated code checks the contract's rules on it.
@frozen public struct CheckedList: ~Escapable {
  @usableFromInline let pair: UnsafeRawPointer

  /// The list whose count and array lie at a place of a message.
  @inlinable @inline(__always) @_lifetime(copy message)
  init(_ pair: UnsafeRawPointer, of message: borrowing CheckedMessage) {
    self.pair = pair
  }

  /// The number of elements or entries.
  @inlinable @inline(__always) public var count: Int { pair.load(as: Int.self) }

  /// Whether there is no element.
  @inlinable @inline(__always) public var isEmpty: Bool { count == 0 }

  /// A number or an enum. `index` must be below the count.
  @inlinable @inline(__always)
  public func value<Value: FieldValue & BitwiseCopyable>(at index: Int) -> Value {
    Value._load(element(index, Value._stride))
  }

  /// A string. `index` must be below the count.
  @inlinable @inline(__always) @_lifetime(copy self)
  public func text(at index: Int) -> CheckedText {
    CheckedText(element(index, 16), in: self)
  }

  /// The number of bytes of an element. `index` must be below the count.
  @inlinable @inline(__always)
  public func length(at index: Int) -> Int {
    element(index, 16).load(as: Int.self)
  }

  /// A message, or the entry of a map. `index` must be below the count.
  @inlinable @inline(__always) @_lifetime(copy self)
  public func message(at index: Int) -> CheckedMessage {
    CheckedMessage(element(index, 8).load(as: UnsafeRawPointer.self), in: self)
  }

  @inlinable @inline(__always)
  func element(_ index: Int, _ stride: Int) -> UnsafeRawPointer {
    assert(index >= 0 && index < count)
    return pair.load(fromByteOffset: 8, as: UnsafeRawPointer.self) + index &* stride
  }
}
