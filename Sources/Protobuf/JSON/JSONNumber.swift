/// A number of JSON text, exact: `mantissa` times ten to the power of `exponent`.
struct JSONNumber {
  /// First byte of an input, or of what is left of it.
  typealias Place = UnsafeMutablePointer<UInt8>

  private(set) var isNegative = false
  private var mantissa: UInt64 = 0
  private var exponent = 0
  /// Whether the mantissa holds all digits but zeros at the end; it holds at least 19.
  private var isExact = true
  private var isFull = false
  /// Where the text begins and ends.
  private let start: Place
  private(set) var end: Place

  /// Reads a number by JSON's grammar; nil when none stands at `place`. The text must end with a
  /// byte that belongs to no number.
  @inline(__always)
  init?(at place: Place) {
    start = place
    end = place
    if end.pointee == UInt8(ascii: "-") {
      isNegative = true
      end += 1
    }
    guard JSONBytes.isDigit(end.pointee) else { return nil }
    if end.pointee == UInt8(ascii: "0") {
      end += 1
      if JSONBytes.isDigit(end.pointee) { return nil }
    } else {
      readDigits(isFraction: false)
    }
    if end.pointee == UInt8(ascii: ".") {
      end += 1
      guard JSONBytes.isDigit(end.pointee) else { return nil }
      readDigits(isFraction: true)
    }
    if end.pointee | 0x20 == UInt8(ascii: "e") {
      guard readExponent() else { return nil }
    }
  }

  @inline(__always)
  private mutating func readDigits(isFraction: Bool) {
    while JSONBytes.isDigit(end.pointee) {
      let digit = UInt64(end.pointee & 15)
      end += 1
      // The largest number of 64 bits is 18446744073709551615.
      if !isFull && mantissa >= 1_844_674_407_370_955_161 {
        isFull = mantissa > 1_844_674_407_370_955_161 || digit > 5
      }
      if isFull {
        if digit != 0 { isExact = false }
        if !isFraction { exponent &+= 1 }
      } else {
        mantissa = mantissa &* 10 &+ digit
        if isFraction { exponent &-= 1 }
      }
    }
  }

  @inline(never)
  private mutating func readExponent() -> Bool {
    end += 1
    let isMinus = end.pointee == UInt8(ascii: "-")
    if isMinus || end.pointee == UInt8(ascii: "+") { end += 1 }
    guard JSONBytes.isDigit(end.pointee) else { return false }
    var value = 0
    while JSONBytes.isDigit(end.pointee) {
      // More than this no text can make up for with digits.
      if value < Int(Int32.max) { value = value * 10 + Int(end.pointee & 15) }
      end += 1
    }
    exponent += isMinus ? -value : value
    return true
  }

  /// What a field of whole numbers makes of it.
  enum Whole {
    case magnitude(UInt64)
    case notWhole
    case outOfRange
  }

  /// The number without its sign, when it is whole and fits in 64 bits.
  var whole: Whole {
    @inline(__always) get { exponent == 0 && isExact ? .magnitude(mantissa) : shifted }
  }

  private var shifted: Whole {
    if mantissa == 0 { return .magnitude(0) }
    guard isExact else { return exponent < 0 ? .notWhole : .outOfRange }
    var value = mantissa
    var left = exponent
    while left > 0 {
      let (product, overflow) = value.multipliedReportingOverflow(by: 10)
      if overflow { return .outOfRange }
      value = product
      left -= 1
    }
    while left < 0 {
      guard value.isMultiple(of: 10) else { return .notWhole }
      value /= 10
      left += 1
    }
    return .magnitude(value)
  }

  /// The nearest number of double precision; infinite beyond the largest.
  var double: Double {
    if mantissa == 0 { return isNegative ? -0.0 : 0 }
    // A mantissa and a power of ten that are both exact give an exactly rounded result.
    if isExact && mantissa <= 1 << 53 && exponent.magnitude <= 22 {
      let value = Double(mantissa)
      let scaled =
        exponent < 0 ? value / Self.doublePower(-exponent) : value * Self.doublePower(exponent)
      return isNegative ? -scaled : scaled
    }
    return Double(shortText) ?? .nan
  }

  /// The nearest number of single precision; infinite beyond the largest.
  var float: Float {
    if mantissa == 0 { return isNegative ? -0.0 : 0 }
    if isExact && mantissa <= 1 << 24 && exponent.magnitude <= 10 {
      let value = Float(mantissa)
      let power = Float(Self.doublePower(Int(exponent.magnitude)))
      let scaled = exponent < 0 ? value / power : value * power
      return isNegative ? -scaled : scaled
    }
    return Float(shortText) ?? .nan
  }

  /// Ten to a power of at most 22, which is exact.
  private static func doublePower(_ exponent: Int) -> Double {
    var power = 1.0
    for _ in 0..<exponent { power *= 10 }
    return power
  }

  /// The text, without digits that decide nothing. A double lies at most 767 digits away from the
  /// middle between two neighbours, so that of more digits only counts whether they are zero.
  private var shortText: String {
    if end - start <= 800 {
      return String(decoding: UnsafeBufferPointer(start: start, count: end - start), as: UTF8.self)
    }
    var digits: [UInt8] = []
    var hasMore = false
    var next = start
    while next < end, next.pointee | 0x20 != UInt8(ascii: "e") {
      let byte = next.pointee
      next += 1
      // The sign, the point, and zeros in front of the first digit that counts.
      if !JSONBytes.isDigit(byte) || (digits.isEmpty && byte == UInt8(ascii: "0")) { continue }
      if digits.count < 780 {
        digits.append(byte)
      } else if byte != UInt8(ascii: "0") {
        hasMore = true
      }
    }
    let text = String(decoding: digits, as: UTF8.self) + (hasMore ? "1" : "")
    // The mantissa begins with the same digit.
    return "\(isNegative ? "-" : "")0.\(text)e\(String(mantissa).utf8.count + exponent)"
  }
}
