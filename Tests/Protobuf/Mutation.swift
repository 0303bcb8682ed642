/// Makes wrong encodings, and surprising right ones, from right ones.
enum Mutation {
  static func apply(
    to base: [UInt8], other: [UInt8], using random: inout SplitMix
  ) -> [UInt8] {
    var bytes = base
    for _ in 0..<Int.random(in: 1...5, using: &random) {
      switch Int.random(in: 0..<9, using: &random) {
      case 0: change(&bytes, using: &random) { random in UInt8(truncatingIfNeeded: random.next()) }
      case 1:
        guard let place = bytes.indices.randomElement(using: &random) else { continue }
        bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &random)
      case 2:
        bytes.insert(
          UInt8(truncatingIfNeeded: random.next()),
          at: Int.random(in: 0...bytes.count, using: &random))
      case 3: bytes.removeLast(Int.random(in: 0...min(bytes.count, 9), using: &random))
      case 4: bytes += other
      case 5:
        bytes = Array(bytes.prefix(cut(bytes, &random))) + other.dropFirst(cut(other, &random))
      case 6:
        let first = cut(bytes, &random)
        let last = cut(bytes, &random)
        bytes.insert(contentsOf: bytes[min(first, last)..<max(first, last)], at: first)
      case 7: change(&bytes, using: &random) { random in [0, 0x7f, 0x80, 0xff][random.pick(4)] }
      default: bytes += field(other, using: &random)
      }
      if bytes.count > 4_096 { bytes.removeLast(bytes.count - 4_096) }
    }
    return bytes
  }

  private static func change(
    _ bytes: inout [UInt8], using random: inout SplitMix, _ new: (inout SplitMix) -> UInt8
  ) {
    guard let place = bytes.indices.randomElement(using: &random) else { return }
    bytes[place] = new(&random)
  }

  private static func cut(_ bytes: [UInt8], _ random: inout SplitMix) -> Int {
    Int.random(in: 0...bytes.count, using: &random)
  }

  /// A well-formed field of any number and wire type.
  private static func field(_ other: [UInt8], using random: inout SplitMix) -> [UInt8] {
    let number = UInt64(
      [1, 2, 4, 7, 8, 11, 12, 15, 21, 30, 64, 1000, 536_870_911][random.pick(13)])
    switch random.pick(5) {
    case 0: return Wire.varint(number, random.next() >> UInt64(random.pick(64)))
    case 1: return Wire.fixed64(number, random.next())
    case 2: return Wire.fixed32(number, UInt32(truncatingIfNeeded: random.next()))
    case 3:
      return Wire.tag(number, 3) + Wire.varint(3, 1) + Wire.tag(number, 4)
    default: return Wire.delimited(number, Array(other.prefix(random.pick(40))))
    }
  }
}

extension SplitMix {
  /// A number below a bound.
  mutating func pick(_ bound: Int) -> Int { Int.random(in: 0..<bound, using: &self) }
}
