/// Bytes that mean something in JSON, and how to find them eight at a time.
enum JSONBytes {
  private static let ones: UInt64 = 0x0101_0101_0101_0101
  private static let tops: UInt64 = 0x8080_8080_8080_8080

  /// A word with the top bit of each byte set that is a quote, a backslash or a control character.
  /// The lowest is exact; above it a borrow may set a bit too many.
  ///
  /// A byte becomes zero by exclusive or with what is looked for; subtracting one from a zero byte
  /// sets its top bit, which `& ~word` keeps only where it was not set before. Subtracting 0x20
  /// finds the bytes below 0x20 likewise.
  @inline(__always)
  static func marks(_ word: UInt64) -> UInt64 {
    let quote = word ^ (ones &* 0x22)
    let backslash = word ^ (ones &* 0x5c)
    let found =
      ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash)
      | ((word &- (ones &* 0x20)) & ~word)
    return found & tops
  }

  /// Where text ceases to be UTF-8; nil for text that is UTF-8 whole. Up to 8 bytes behind it are
  /// read, never judged.
  static func firstFault(_ text: UnsafePointer<UInt8>, _ count: Int) -> Int? {
    var index = 0
    while index < count {
      let high = WireReader.load64(text + index) & tops
      if high == 0 {
        index &+= 8
        continue
      }
      index &+= high.trailingZeroBitCount &>> 3
      if index >= count { return nil }
      // From one character beyond ASCII to the next that is in it.
      var stop = index
      while stop < count && text[stop] >= 0x80 { stop &+= 1 }
      guard UTF8Check.isValidBeyondASCII(text + index, stop &- index) else {
        return firstFaultBeyondASCII(text, index, stop)
      }
      index = stop
    }
    return nil
  }

  /// The first place in a run that is not UTF-8 from which a character would begin.
  private static func firstFaultBeyondASCII(
    _ text: UnsafePointer<UInt8>, _ start: Int, _ stop: Int
  ) -> Int {
    var index = start
    while index < stop {
      let lead = text[index]
      let length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
      guard length <= stop - index, UTF8Check.isValidBeyondASCII(text + index, length) else {
        return index
      }
      index += length
    }
    return start
  }

  /// Whether a byte is one of JSON's four spaces.
  @inline(__always)
  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || byte == 0x0a || byte == 0x0d || byte == 0x09
  }

  /// Whether a byte is a decimal digit.
  @inline(__always)
  static func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

  /// The value of a hexadecimal digit, or nil.
  @inline(__always)
  static func hexValue(_ byte: UInt8) -> UInt32? {
    switch byte {
    case 0x30...0x39: UInt32(byte &- 0x30)
    case 0x41...0x46: UInt32(byte &- 0x37)
    case 0x61...0x66: UInt32(byte &- 0x57)
    default: nil
    }
  }
}
