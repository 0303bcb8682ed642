internal import Glibc

extension UnsafeRawBufferPointer {
  /// Whether these bytes are the ASCII text `text`: one comparison of lengths, one memcmp.
  @inline(__always)
  func matches(_ text: StaticString) -> Bool {
    guard count == text.utf8CodeUnitCount, let baseAddress else {
      return count == 0 && text.utf8CodeUnitCount == 0
    }
    return memcmp(baseAddress, text.utf8Start, count) == 0
  }

  /// Whether these bytes start with the ASCII text `text`.
  @inline(__always)
  func starts(with text: StaticString) -> Bool {
    guard count >= text.utf8CodeUnitCount, let baseAddress else { return false }
    return memcmp(baseAddress, text.utf8Start, text.utf8CodeUnitCount) == 0
  }

  /// Whether these bytes end with the ASCII text `text`.
  @inline(__always)
  func ends(with text: StaticString) -> Bool {
    let length = text.utf8CodeUnitCount
    guard count >= length, let baseAddress else { return false }
    return memcmp(baseAddress + (count &- length), text.utf8Start, length) == 0
  }
}
