/// Numbers.
extension JSONBuffer {
  /// Writes a number without a sign.
  @inline(__always)
  mutating func unsigned(_ value: UInt64) {
    reserve(20)
    putUnsigned(value)
  }

  /// Writes a number.
  @inline(__always)
  mutating func signed(_ value: Int64) {
    reserve(20)
    if value < 0 { put(UInt8(ascii: "-")) }
    putUnsigned(value.magnitude)
  }

  /// Writes up to 20 digits for which room was made, two at a time from the last on.
  @inline(__always)
  private mutating func putUnsigned(_ value: UInt64) {
    if value < 10 { return put(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: value)) }
    let count = Self.digits(value)
    var rest = value
    var next = place + count
    while rest >= 10 {
      let pair = rest % 100
      rest /= 100
      next -= 2
      next[0] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: pair / 10)
      next[1] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: pair % 10)
    }
    if next > place { place.pointee = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest) }
    place += count
  }

  /// Digits of a number.
  private static func digits(_ value: UInt64) -> Int {
    var count = 1
    var bound: UInt64 = 10
    while value >= bound {
      count &+= 1
      if count == 20 { break }
      bound &*= 10
    }
    return count
  }

  /// Writes `value` in `count` digits, for which room was made.
  @inline(__always)
  mutating func put(_ value: Int, digits count: Int) {
    var rest = value
    for index in stride(from: count &- 1, through: 0, by: -1) {
      place[index] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    place += count
  }

  /// Writes the shortest digits that read back as this number; what JSON has no number for stands
  /// in quotes.
  mutating func double(_ value: Double) {
    // Below 2^53 a whole number needs no fraction, and its digits are the shortest. But "-0" some
    // read as a whole number, and that has no sign.
    if value.magnitude < 0x1p53, let whole = Int64(exactly: value) {
      if whole == 0 && value.sign == .minus { return raw("-0.0") }
      return signed(whole)
    }
    value.isFinite ? decimal(value.description) : notFinite(isNaN: value.isNaN, value.sign)
  }

  /// As `double`, with the digits that a single-precision number needs.
  mutating func float(_ value: Float) {
    if value.magnitude < 0x1p24, let whole = Int64(exactly: value) {
      if whole == 0 && value.sign == .minus { return raw("-0.0") }
      return signed(whole)
    }
    value.isFinite ? decimal(value.description) : notFinite(isNaN: value.isNaN, value.sign)
  }

  private mutating func notFinite(isNaN: Bool, _ sign: FloatingPointSign) {
    raw(isNaN ? "\"NaN\"" : sign == .minus ? "\"-Infinity\"" : "\"Infinity\"")
  }

  private mutating func decimal(_ text: String) {
    var text = text
    text.withUTF8 { raw(UnsafeRawBufferPointer($0)) }
  }
}
