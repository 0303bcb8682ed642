/// Checks text once, when it is decoded; from then on it is trusted.
enum UTF8Check {
  /// Whether `count` bytes are UTF-8. Up to 8 bytes behind them are read, never judged.
  @inline(__always) static func isValid(_ text: WireBytes, _ count: Int) -> Bool {
    var index = 0
    var seen: UInt64 = 0
    while index &+ 8 <= count {
      seen |= WireReader.load64(text + index)
      index &+= 8
    }
    if index < count {
      let kept = ~(~UInt64(0) &<< UInt64(truncatingIfNeeded: (count &- index) &* 8))
      seen |= WireReader.load64(text + index) & kept
    }
    return seen & 0x8080_8080_8080_8080 == 0 || isValidBeyondASCII(text, count)
  }

  /// The well-formed sequences of the Unicode Standard, table 3-7: no overlong form, no surrogate,
  /// nothing above U+10FFFF.
  @inline(never) static func isValidBeyondASCII(_ text: WireBytes, _ count: Int) -> Bool {
    var index = 0
    while index < count {
      let lead = text[index]
      if lead < 0x80 {
        index &+= 1
        continue
      }
      let length = lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4
      guard lead >= 0xc2, lead <= 0xf4, count &- index >= length else { return false }
      let second = text[index &+ 1]
      switch lead {
      case 0xe0: if second < 0xa0 { return false }
      case 0xed: if second > 0x9f { return false }
      case 0xf0: if second < 0x90 { return false }
      case 0xf4: if second > 0x8f { return false }
      default: break
      }
      for place in 1..<length where text[index &+ place] & 0xc0 != 0x80 { return false }
      index &+= length
    }
    return true
  }
}
