/// A natural number of any size, with the little arithmetic that exact fractions need.
struct BigNatural: Comparable, Sendable {
  /// Digits to the base 2⁶⁴, least first, the last one not zero.
  private var digits: [UInt64]

  /// A small number.
  init(_ value: UInt64) {
    digits = value == 0 ? [] : [value]
  }

  /// The product with a small number.
  static func * (left: BigNatural, right: UInt64) -> BigNatural {
    var product = BigNatural(0)
    guard right != 0 else { return product }
    var carry: UInt64 = 0
    for digit in left.digits {
      let (high, low) = digit.multipliedFullWidth(by: right)
      let (sum, overflow) = low.addingReportingOverflow(carry)
      product.digits.append(sum)
      // The high half of a product is at most 2⁶⁴ - 2, so one more fits.
      carry = high + (overflow ? 1 : 0)
    }
    if carry != 0 { product.digits.append(carry) }
    return product
  }

  /// Adds another number.
  static func += (left: inout BigNatural, right: BigNatural) {
    var carry = false
    for index in 0..<max(left.digits.count, right.digits.count) {
      if index == left.digits.count { left.digits.append(0) }
      let other = index < right.digits.count ? right.digits[index] : 0
      let (sum, first) = left.digits[index].addingReportingOverflow(other)
      let (total, second) = sum.addingReportingOverflow(carry ? 1 : 0)
      left.digits[index] = total
      carry = first || second
    }
    if carry { left.digits.append(1) }
  }

  /// The smaller number first.
  static func < (left: BigNatural, right: BigNatural) -> Bool {
    if left.digits.count != right.digits.count { return left.digits.count < right.digits.count }
    for index in left.digits.indices.reversed() where left.digits[index] != right.digits[index] {
      return left.digits[index] < right.digits[index]
    }
    return false
  }
}
