internal import Glibc

/// Strings.
extension JSONReader {
  private static let quote = UInt8(ascii: "\"")
  private static let backslash = UInt8(ascii: "\\")

  /// Reads a string; the place is at its opening quote. Escapes are undone in place, so a text must
  /// not be read twice.
  @inline(__always)
  mutating func text() throws(Fault) -> UnsafeRawBufferPointer {
    let start = place + 1
    let stop = Self.plainEnd(start)
    if stop.pointee == Self.quote {
      place = stop + 1
      return UnsafeRawBufferPointer(start: start, count: stop - start)
    }
    place = stop
    return try textWithEscapes(start)
  }

  /// The first quote, backslash or control character from `start` on. The zeros behind the text end
  /// the search.
  @inline(__always)
  static func plainEnd(_ start: Place) -> Place {
    var place = start
    while true {
      let marks = JSONBytes.marks(WireReader.load64(place))
      if marks != 0 { return place + (marks.trailingZeroBitCount &>> 3) }
      place += 8
    }
  }

  /// Reads on from a byte that is not plain.
  @inline(never)
  private mutating func textWithEscapes(_ start: Place) throws(Fault) -> UnsafeRawBufferPointer {
    var written = place
    while true {
      let stop = Self.plainEnd(place)
      let count = stop - place
      memmove(written, place, count)
      written += count
      place = stop
      if stop.pointee == Self.quote { break }
      guard stop.pointee == Self.backslash else { throw fault(.controlCharacter) }
      Self.encode(try escape(), at: &written)
    }
    place += 1
    // Who reads a number from a string needs a byte behind it that belongs to none.
    written.pointee = Self.quote
    return UnsafeRawBufferPointer(start: start, count: written - start)
  }

  /// Steps over a string without changing it, and checks it; the place is at its opening quote.
  /// Returns what stands between the quotes.
  mutating func skipText() throws(Fault) -> UnsafeRawBufferPointer {
    place += 1
    let start = place
    while true {
      place = Self.plainEnd(place)
      if place.pointee == Self.quote { break }
      guard place.pointee == Self.backslash else { throw fault(.controlCharacter) }
      _ = try escape()
    }
    place += 1
    return UnsafeRawBufferPointer(start: start, count: place - start - 1)
  }

  /// Reads an escape, of a pair of surrogates both.
  private mutating func escape() throws(Fault) -> UInt32 {
    let start = place
    place += 2
    switch start[1] {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return UInt32(start[1])
    case UInt8(ascii: "b"): return 0x08
    case UInt8(ascii: "f"): return 0x0c
    case UInt8(ascii: "n"): return 0x0a
    case UInt8(ascii: "r"): return 0x0d
    case UInt8(ascii: "t"): return 0x09
    case UInt8(ascii: "u"): break
    default: throw Fault(start + 1 == end ? .endTooEarly : .invalidEscape, at: start)
    }
    let unit = try hexUnit(start)
    guard unit & 0xf800 == 0xd800 else { return unit }
    guard unit < 0xdc00, place[0] == Self.backslash, place[1] == UInt8(ascii: "u") else {
      throw Fault(.loneSurrogate, at: start)
    }
    let second = place
    place += 2
    let low = try hexUnit(second)
    guard low & 0xfc00 == 0xdc00 else { throw Fault(.loneSurrogate, at: start) }
    return 0x10000 + ((unit & 0x3ff) &<< 10 | low & 0x3ff)
  }

  /// Reads four hexadecimal digits of the escape at `start`.
  private mutating func hexUnit(_ start: Place) throws(Fault) -> UInt32 {
    var unit: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = JSONBytes.hexValue(place.pointee) else {
        throw Fault(.invalidEscape, at: start)
      }
      unit = unit &<< 4 | digit
      place += 1
    }
    return unit
  }

  /// Writes a scalar as UTF-8, which takes fewer bytes than its escape.
  private static func encode(_ scalar: UInt32, at place: inout Place) {
    func put(_ bits: UInt32) {
      place.pointee = UInt8(truncatingIfNeeded: bits)
      place += 1
    }
    if scalar < 0x80 { return put(scalar) }
    if scalar < 0x800 {
      put(0xc0 | scalar &>> 6)
    } else if scalar < 0x10000 {
      put(0xe0 | scalar &>> 12)
      put(0x80 | scalar &>> 6 & 0x3f)
    } else {
      put(0xf0 | scalar &>> 18)
      put(0x80 | scalar &>> 12 & 0x3f)
      put(0x80 | scalar &>> 6 & 0x3f)
    }
    put(0x80 | scalar & 0x3f)
  }
}
