/// Elements without a copy. A view borrows its list; bind the list to a `let` first.
extension ValueList {
  /// The bytes of an element of a list of bytes or strings.
  @inlinable @inline(__always) @_lifetime(borrow self)
  public func bytes(at index: Int) -> Span<UInt8>
  where Element: RangeReplaceableCollection {
    unsafe _overrideLifetime(TreeBytes.span(_place(index), self), borrowing: self)
  }

  /// The text of an element of a list of strings.
  @inlinable @inline(__always) @_lifetime(borrow self)
  public func utf8(at index: Int) -> UTF8Span where Element == String {
    // Safety: text was checked when it was decoded, or came from a String.
    let text = unsafe UTF8Span(unchecked: bytes(at: index))
    return unsafe _overrideLifetime(text, borrowing: self)
  }
}

extension ValueList where Element: NumericFieldValue {
  /// All elements of a list of numbers.
  @inlinable @inline(__always)
  public var span: Span<Element> {
    @_lifetime(borrow self) get { unsafe _overrideLifetime(_span, borrowing: self) }
  }
}

extension ValueList where Element: Enumeration {
  /// All elements of a list of enums.
  @inlinable @inline(__always)
  public var span: Span<Element> {
    @_lifetime(borrow self) get { unsafe _overrideLifetime(_span, borrowing: self) }
  }
}

extension ValueList {
  /// All elements, which must be as wide in Swift as they are in C.
  @inlinable @inline(__always)
  var _span: Span<Element> {
    @_lifetime(borrow self) get {
      precondition(MemoryLayout<Element>.stride == Element._stride)
      // Safety: the elements lie one behind the other as Swift's own array of them would, and stay
      // where they are until the list is written, which a borrow forbids.
      let count = endIndex
      let base =
        count == 0
        ? _ref.pointer : _ref.pointer.load(fromByteOffset: 8, as: UnsafeMutableRawPointer.self)
      let span = unsafe Span(
        _unsafeStart: UnsafePointer(base.assumingMemoryBound(to: Element.self)), count: count)
      return unsafe _overrideLifetime(span, borrowing: self)
    }
  }
}
