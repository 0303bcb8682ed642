/// Reads short runs of digits and the signs between them.
struct DigitScanner {
  private let text: UnsafeRawBufferPointer
  private var index = 0

  init(_ text: UnsafeRawBufferPointer) { self.text = text }

  /// Whether everything was read.
  var isAtEnd: Bool { index == text.count }

  private var next: UInt8 { index < text.count ? text[index] : 0 }

  /// Steps over a sign; false when another stands here.
  mutating func skip(_ sign: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: sign) else { return false }
    index += 1
    return true
  }

  /// Reads a number of at least `least` digits and at most `most`, by default just as many.
  mutating func number(digits least: Int, orUpTo most: Int? = nil) -> Int? {
    let start = index
    var value = 0
    while index - start < most ?? least, JSONBytes.isDigit(next) {
      value = value * 10 + Int(next & 15)
      index += 1
    }
    return index - start >= least ? value : nil
  }

  /// Reads a point and 1 to 9 digits behind it as billionths; 0 when there is no point.
  mutating func fraction() -> Int? {
    guard skip(".") else { return 0 }
    let start = index
    guard var value = number(digits: 1, orUpTo: 9) else { return nil }
    for _ in (index - start)..<9 { value *= 10 }
    return value
  }
}
