internal import Glibc

/// A growing buffer of JSON text, with the smallest parts of the grammar.
///
/// A comma is written behind each member and each element; the end of an object or list takes the
/// last one back. So nothing has to remember whether it is the first.
struct JSONBuffer {
  private(set) var base: UnsafeMutablePointer<UInt8>
  /// Where the next byte goes.
  var place: UnsafeMutablePointer<UInt8>
  private var end: UnsafeMutablePointer<UInt8>
  /// Spaces at the beginning of a line; nil for JSON on one line.
  private var indent: Int?

  /// A buffer with room for `capacity` bytes before it has to grow.
  init(capacity: Int, isPretty: Bool) {
    base = .allocate(capacity: capacity)
    place = base
    end = base + capacity
    indent = isPretty ? 0 : nil
  }

  /// The bytes written.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: base, count: place - base) }

  /// Gives the memory back. The buffer must not be used again.
  func free() { base.deallocate() }

  /// Makes sure that `count` bytes lie free from `place` on.
  @inline(__always)
  mutating func reserve(_ count: Int) {
    if end - place < count { grow(count) }
  }

  @inline(never)
  private mutating func grow(_ count: Int) {
    let used = place - base
    let capacity = max((end - base) * 2, used + count)
    let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
    memcpy(larger, base, used)
    base.deallocate()
    base = larger
    place = larger + used
    end = larger + capacity
  }

  /// Writes one byte.
  @inline(__always)
  mutating func byte(_ byte: UInt8) {
    reserve(1)
    put(byte)
  }

  /// Writes one byte for which room was made.
  @inline(__always)
  mutating func put(_ byte: UInt8) {
    place.pointee = byte
    place += 1
  }

  /// Writes text as it is.
  @inline(__always)
  mutating func raw(_ text: StaticString) {
    raw(UnsafeRawBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Writes bytes as they are.
  @inline(__always)
  mutating func raw(_ bytes: UnsafeRawBufferPointer) {
    guard let source = bytes.baseAddress, bytes.count != 0 else { return }
    reserve(bytes.count)
    memcpy(place, source, bytes.count)
    place += bytes.count
  }

  /// Begins an object or a list with its bracket.
  @inline(__always)
  mutating func open(_ bracket: UInt8) {
    byte(bracket)
    if let indent { self.indent = indent &+ 2 }
  }

  /// Begins a member of an object or an element of a list.
  @inline(__always)
  mutating func item() {
    if indent != nil { newLine() }
  }

  /// Ends a member or an element.
  @inline(__always)
  mutating func endItem() { byte(UInt8(ascii: ",")) }

  /// Stands between a name, which is written, and its value.
  @inline(__always)
  mutating func colon() {
    reserve(2)
    put(UInt8(ascii: ":"))
    if indent != nil { put(UInt8(ascii: " ")) }
  }

  /// Ends an object or a list with its bracket, in place of the comma behind its last item.
  @inline(__always)
  mutating func close(_ bracket: UInt8) {
    let isEmpty = place[-1] != UInt8(ascii: ",")
    if let indent {
      self.indent = indent &- 2
      if !isEmpty {
        place -= 1
        newLine()
      }
    } else if !isEmpty {
      place[-1] = bracket
      return
    }
    byte(bracket)
  }

  @inline(never)
  private mutating func newLine() {
    let spaces = indent ?? 0
    reserve(spaces &+ 1)
    put(UInt8(ascii: "\n"))
    for _ in 0..<spaces { put(UInt8(ascii: " ")) }
  }
}
