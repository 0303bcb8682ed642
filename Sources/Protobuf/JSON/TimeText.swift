/// The text of `google.protobuf.Timestamp` and `google.protobuf.Duration` in JSON, and the ranges
/// that both have.
enum TimeText {
  /// Seconds of the first and last moment: 0001-01-01T00:00:00Z to 9999-12-31T23:59:59Z.
  static let moments: ClosedRange<Int64> = -62_135_596_800...253_402_300_799
  /// Seconds of the longest durations: about 10,000 years.
  static let durations: ClosedRange<Int64> = -315_576_000_000...315_576_000_000

  /// Writes a moment in quotes, in UTC; false, and nothing written, when it is out of range.
  static func writeMoment(seconds: Int64, nanos: Int32, to buffer: inout JSONBuffer) -> Bool {
    guard moments.contains(seconds), (0..<1_000_000_000).contains(nanos) else { return false }
    let whole = Int(seconds)
    let days = whole >= 0 ? whole / 86_400 : (whole - 86_399) / 86_400
    let day = CivilDay(number: days)
    let time = whole - days * 86_400
    buffer.reserve(40)
    buffer.put(UInt8(ascii: "\""))
    buffer.put(day.year, digits: 4)
    buffer.put(UInt8(ascii: "-"))
    buffer.put(day.month, digits: 2)
    buffer.put(UInt8(ascii: "-"))
    buffer.put(day.day, digits: 2)
    buffer.put(UInt8(ascii: "T"))
    buffer.put(time / 3600, digits: 2)
    buffer.put(UInt8(ascii: ":"))
    buffer.put(time / 60 % 60, digits: 2)
    buffer.put(UInt8(ascii: ":"))
    buffer.put(time % 60, digits: 2)
    writeFraction(Int(nanos), to: &buffer)
    buffer.put(UInt8(ascii: "Z"))
    buffer.put(UInt8(ascii: "\""))
    return true
  }

  /// Writes a duration in quotes; false, and nothing written, when it is out of range or its two
  /// parts have different signs.
  static func writeDuration(seconds: Int64, nanos: Int32, to buffer: inout JSONBuffer) -> Bool {
    guard durations.contains(seconds), nanos.magnitude < 1_000_000_000,
      seconds == 0 || nanos == 0 || (seconds < 0) == (nanos < 0)
    else { return false }
    buffer.reserve(40)
    buffer.put(UInt8(ascii: "\""))
    if seconds < 0 || nanos < 0 { buffer.put(UInt8(ascii: "-")) }
    buffer.unsigned(seconds.magnitude)
    buffer.reserve(16)
    writeFraction(Int(nanos.magnitude), to: &buffer)
    buffer.put(UInt8(ascii: "s"))
    buffer.put(UInt8(ascii: "\""))
    return true
  }

  /// Writes no, 3, 6 or 9 digits behind a point.
  private static func writeFraction(_ nanos: Int, to buffer: inout JSONBuffer) {
    if nanos == 0 { return }
    buffer.put(UInt8(ascii: "."))
    if nanos % 1_000_000 == 0 {
      buffer.put(nanos / 1_000_000, digits: 3)
    } else if nanos % 1000 == 0 {
      buffer.put(nanos / 1000, digits: 6)
    } else {
      buffer.put(nanos, digits: 9)
    }
  }

  /// Reads a moment by RFC 3339, with an offset from UTC or `Z`; nil when it is none or out of
  /// range.
  static func readMoment(_ text: UnsafeRawBufferPointer) -> (seconds: Int64, nanos: Int32)? {
    var scanner = DigitScanner(text)
    guard let year = scanner.number(digits: 4), scanner.skip("-"),
      let month = scanner.number(digits: 2), scanner.skip("-"),
      let day = scanner.number(digits: 2), scanner.skip("T"),
      let hour = scanner.number(digits: 2), hour < 24, scanner.skip(":"),
      let minute = scanner.number(digits: 2), minute < 60, scanner.skip(":"),
      let second = scanner.number(digits: 2), second < 60,
      let nanos = scanner.fraction(), let offset = readOffset(&scanner), scanner.isAtEnd
    else { return nil }
    let date = CivilDay(year: year, month: month, day: day)
    guard date.isReal else { return nil }
    let time = (hour * 60 + minute) * 60 + second
    let seconds = Int64(date.number * 86_400 + time - offset)
    return moments.contains(seconds) ? (seconds, Int32(nanos)) : nil
  }

  /// Reads `Z` or an offset such as `+07:00`, in seconds.
  private static func readOffset(_ scanner: inout DigitScanner) -> Int? {
    if scanner.skip("Z") { return 0 }
    let isWest = scanner.skip("-")
    guard isWest || scanner.skip("+"), let hours = scanner.number(digits: 2), hours < 24,
      scanner.skip(":"), let minutes = scanner.number(digits: 2), minutes < 60
    else { return nil }
    let seconds = (hours * 60 + minutes) * 60
    return isWest ? -seconds : seconds
  }

  /// Reads a duration such as `-1.5s`; nil when it is none or out of range.
  static func readDuration(_ text: UnsafeRawBufferPointer) -> (seconds: Int64, nanos: Int32)? {
    var scanner = DigitScanner(text)
    let isNegative = scanner.skip("-")
    guard let whole = scanner.number(digits: 1, orUpTo: 12), let nanos = scanner.fraction(),
      scanner.skip("s"), scanner.isAtEnd, durations.contains(Int64(whole))
    else { return nil }
    return isNegative ? (-Int64(whole), -Int32(nanos)) : (Int64(whole), Int32(nanos))
  }
}
