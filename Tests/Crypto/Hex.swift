/// Bytes as the standards print them.
enum Hex {
  /// The bytes of a text of hexadecimal digits; spaces and line ends are skipped.
  static func bytes(_ text: String) -> [UInt8] {
    let digits = text.compactMap(\.hexDigitValue)
    return stride(from: 0, to: digits.count, by: 2).map { UInt8(digits[$0] * 16 + digits[$0 + 1]) }
  }
}
