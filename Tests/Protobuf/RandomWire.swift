internal import CProtobufC
internal import LintasProtobuf

/// Makes encodings of random messages of any type, by its table: right ones, whose values are often
/// zero, empty or near a limit.
struct RandomWire {
  var random: SplitMix
  /// The most elements of a list.
  var mostElements = 6
  /// Values that may still be made for one message, so that trees stay small.
  private var room = 0

  /// Random messages by a source of random numbers.
  init(random: SplitMix) { self.random = random }

  private static let numbers: [Int64] = [
    0, 1, -1, 2, -2, -3, 3, 7, 8, 40, 41, 1900, 2101, .max, .min, Int64(Int32.max),
    Int64(Int32.min), Int64(UInt32.max), Int64(UInt32.max) - 1,
  ]
  private static let fractions: [Double] = [
    0, -0.0, 1, -1, 2.5, 3, 3.01, -1.01, 0.99, .nan, .infinity, -.infinity, 9_007_199_254_740_992,
    9_007_199_254_740_994,
  ]

  /// An encoding of a message.
  ///
  /// - Parameter depth: levels of messages that may lie below it.
  mutating func message(_ table: UnsafePointer<LintasTable>, depth: Int) -> [UInt8] {
    room = 150
    return fields(table, depth: depth)
  }

  private mutating func fields(_ table: UnsafePointer<LintasTable>, depth: Int) -> [UInt8] {
    var bytes: [UInt8] = []
    guard let fields = table.pointee.fields else { return bytes }
    for index in 0..<Int(table.pointee.field_count) {
      let field = fields[index]
      if random.pick(3) == 0 || room <= 0 { continue }
      let isList = Int(field.cardinality) == LINTAS_REPEATED
      // A message that comes twice is merged, which is no less valid.
      for _ in 0..<(isList ? random.pick(mostElements + 1) : random.pick(8) == 0 ? 2 : 1) {
        bytes += value(field, depth: depth)
      }
    }
    return bytes
  }

  private mutating func value(_ field: LintasField, depth: Int) -> [UInt8] {
    room -= 1
    let number = UInt64(field.number)
    switch (Int(field.kind), field.wire) {
    case (LINTAS_KIND_MESSAGE, _):
      guard depth > 0, let child = field.child else { return [] }
      return Wire.delimited(number, fields(child, depth: depth - 1))
    case (LINTAS_KIND_STRING, _): return Wire.delimited(number, Array(text().utf8))
    case (LINTAS_KIND_BYTES, _):
      return Wire.delimited(number, Array(random.bytes().prefix(random.pick(7))))
    case (LINTAS_KIND_DOUBLE, _):
      return Wire.fixed64(number, fraction().bitPattern)
    case (LINTAS_KIND_FLOAT, _):
      return Wire.fixed32(number, Float(fraction()).bitPattern)
    case (LINTAS_KIND_SINT32, _), (LINTAS_KIND_SINT64, _):
      let value = integer()
      return Wire.varint(number, UInt64(bitPattern: (value << 1) ^ (value >> 63)))
    case (_, 1): return Wire.fixed64(number, UInt64(bitPattern: integer()))
    case (_, 5): return Wire.fixed32(number, UInt32(truncatingIfNeeded: integer()))
    default: return Wire.varint(number, UInt64(bitPattern: integer()))
    }
  }

  private mutating func integer() -> Int64 {
    let near = Self.numbers[random.pick(Self.numbers.count)]
    return random.pick(4) == 0 ? Int64(random.pick(60)) - 5 : near
  }

  private mutating func fraction() -> Double {
    Self.fractions[random.pick(Self.fractions.count)]
  }

  /// Text of up to 30 characters; often short, or as long as a NIK.
  private mutating func text() -> String {
    switch random.pick(5) {
    case 0: return ""
    case 1: return random.text()
    case 2: return "x" + random.text().prefix(2)
    case 3: return String(repeating: random.pick(2) == 0 ? "7" : "é", count: 16)
    default: return String(random.text().unicodeScalars.prefix(random.pick(8)).map(Character.init))
    }
  }
}
