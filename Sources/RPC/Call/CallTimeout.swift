/// The value of `grpc-timeout`: one to eight ASCII digits and a unit (PROTOCOL-HTTP2.md).
///
/// The units are H, M, S, m, u and n: hours down to nanoseconds. `99999999H` is eleven thousand
/// years and does not fit 64 bits of nanoseconds, so reading saturates.
enum CallTimeout {
  /// Reads a value.
  ///
  /// - Parameter value: the bytes of the field, borrowed for the call.
  /// - Returns: nanoseconds, at most `UInt64.max`; `nil` if the value is malformed.
  static func parse(_ value: UnsafeRawBufferPointer) -> UInt64? {
    guard value.count >= 2, value.count <= 9, let unit = nanoseconds(value[value.count &- 1])
    else { return nil }
    var number: UInt64 = 0
    for index in 0..<(value.count &- 1) {
      let byte = value[index]
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      number = number &* 10 &+ UInt64(byte &- 0x30)
    }
    let (product, overflow) = number.multipliedReportingOverflow(by: unit)
    return overflow ? UInt64.max : product
  }

  /// Writes a value in the finest unit whose number has at most eight digits, rounded up, so
  /// that the server never gives up before the caller does.
  ///
  /// - Parameter nanoseconds: the time that is left.
  static func format(_ nanoseconds: UInt64) -> [UInt8] {
    for unit in units {
      let (whole, rest) = nanoseconds.quotientAndRemainder(dividingBy: unit.size)
      let number = rest == 0 ? whole : whole &+ 1
      if number <= 99_999_999 { return Array(String(number).utf8) + [unit.letter] }
    }
    return Array("99999999H".utf8)
  }

  private static let units: [(letter: UInt8, size: UInt64)] = [
    (0x6E, 1), (0x75, 1_000), (0x6D, 1_000_000), (0x53, 1_000_000_000),
    (0x4D, 60_000_000_000), (0x48, 3_600_000_000_000),
  ]

  private static func nanoseconds(_ letter: UInt8) -> UInt64? {
    switch letter {
    case 0x48: 3_600_000_000_000
    case 0x4D: 60_000_000_000
    case 0x53: 1_000_000_000
    case 0x6D: 1_000_000
    case 0x75: 1_000
    case 0x6E: 1
    default: nil
    }
  }
}
