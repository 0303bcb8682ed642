/// Makes wrong JSON, and surprising right JSON, from right JSON.
enum JSONMutation {
  private static let pieces: [String] = [
    "null", "true", "false", "0", "-0", "1", "-1", "1.0", "1e2", "0.5", "1e400", "01", "\"\"",
    "7", "-5", "255e-1", "1500e-2", "1.5E+1", "9007199254740993", "\"7\"", "\"1.0\"", "\"-2e0\"",
    "\"1\"", "\"x\"", "\"NaN\"", "\"-Infinity\"", "{}", "[]", "[null]", "{\"a\":1}", "[1,2]", ",",
    ":", "\"", "{", "}", "[", "]", " ", "\n", "\\u0041", "\\n", "\\ud83d\\ude00", "\\ud800", "\\",
    "\"a\":", "\"value\":", "\"@type\":", "2147483648", "18446744073709551615", "\"AQ==\"",
    "\"2000-01-01T00:00:00Z\"", "\"1s\"", "\"SHADE_DARK\"", "\"@type\":\"a/lintas.test.v1.Step\"",
  ]

  /// A small part of some text.
  static func piece(using random: inout SplitMix) -> [UInt8] {
    [UInt8](pieces[random.pick(pieces.count)].utf8)
  }

  static func apply(to base: [UInt8], other: [UInt8], using random: inout SplitMix) -> [UInt8] {
    var bytes = base
    for _ in 0..<1 + random.pick(4) / 3 {
      switch random.pick(14) {
      case 0: replace(&bytes, [UInt8(truncatingIfNeeded: random.next())], 1, &random)
      case 1: replace(&bytes, [], 1 + random.pick(6), &random)
      case 2: replace(&bytes, piece(using: &random), 0, &random)
      case 3: bytes = Array(bytes.prefix(random.pick(bytes.count + 1)))
      case 4:
        let from = random.pick(other.count + 1)
        replace(&bytes, Array(other[from...].prefix(random.pick(40))), 0, &random)
      case 5:
        let from = random.pick(bytes.count + 1)
        replace(&bytes, Array(bytes[from...].prefix(random.pick(60))), 0, &random)
      default: replaceValue(&bytes, &random)
      }
      if bytes.count > 4_096 { bytes.removeLast(bytes.count - 4_096) }
    }
    return bytes
  }

  private static func replace(
    _ bytes: inout [UInt8], _ new: [UInt8], _ count: Int, _ random: inout SplitMix
  ) {
    let start = random.pick(bytes.count + 1)
    bytes.replaceSubrange(start..<min(start + count, bytes.count), with: new)
  }

  private static func isNumber(_ byte: UInt8?) -> Bool { byte.map { (0x2d...0x39) ~= $0 } ?? false }

  /// Puts a piece in place of a number, a literal or a string, so that much stays right.
  private static func replaceValue(_ bytes: inout [UInt8], _ random: inout SplitMix) {
    let ends: Set<UInt8> = [0x2c, 0x3a, 0x5b, 0x5d, 0x7b, 0x7d]
    let starts = bytes.indices.filter { $0 > 0 && ends.contains(bytes[$0 - 1]) }
    guard let start = starts.randomElement(using: &random) else { return }
    let end = bytes[start...].firstIndex { ends.contains($0) } ?? bytes.endIndex
    // Half of the time by one that begins alike: much of that is right.
    let alike = random.pick(2) == 0 && start < end
    let piece =
      pieces.filter { !alike || isNumber($0.utf8.first) == isNumber(bytes[start]) }
      .randomElement(using: &random) ?? ""
    bytes.replaceSubrange(start..<max(start, end), with: [UInt8](piece.utf8))
  }
}
