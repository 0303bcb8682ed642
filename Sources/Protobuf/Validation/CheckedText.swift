/// A string while generated code checks the contract's rules on it.
@frozen public struct CheckedText: ~Escapable {
  /// The text in UTF-8, which was checked when it came in.
  public let bytes: Span<UInt8>

  /// The text at a place of a message.
  @inlinable @inline(__always) @_lifetime(copy message)
  init(_ place: UnsafeRawPointer, of message: borrowing CheckedMessage) {
    // Safety: the tree keeps the bytes where they are for as long as the message may be read.
    let span = unsafe Span<UInt8>(
      _unsafeElements: TreeBytes.buffer(place).bindMemory(to: UInt8.self))
    bytes = unsafe _overrideLifetime(span, copying: message)
  }

  /// The text at a place of a list.
  @inlinable @inline(__always) @_lifetime(copy list)
  init(_ place: UnsafeRawPointer, in list: borrowing CheckedList) {
    // Safety: as for a message.
    let span = unsafe Span<UInt8>(
      _unsafeElements: TreeBytes.buffer(place).bindMemory(to: UInt8.self))
    bytes = unsafe _overrideLifetime(span, copying: list)
  }

  /// Whether there is no character.
  @inlinable @inline(__always) public var isEmpty: Bool { bytes.isEmpty }

  /// Whether there are more Unicode scalars than `most`. They are counted only when the bytes alone
  /// do not tell: a scalar has one to four.
  @inlinable @inline(__always)
  public func isLonger(than most: Int) -> Bool {
    bytes.count > most && scalarCount > most
  }

  /// Whether there are fewer Unicode scalars than `least`.
  @inlinable @inline(__always)
  public func isShorter(than least: Int) -> Bool {
    bytes.count < least || (bytes.count < least &* 4 && scalarCount < least)
  }

  /// Each scalar has one byte that does not continue another.
  @usableFromInline @inline(never) var scalarCount: Int {
    var count = 0
    for index in bytes.indices where bytes[unchecked: index] & 0xc0 != 0x80 { count &+= 1 }
    return count
  }
}
