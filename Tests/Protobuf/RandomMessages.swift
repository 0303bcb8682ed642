internal import LintasProtobuf
internal import LintasStandard
internal import TestMessages

/// Random messages that have JSON: every kind of field, well-known types in every position.
///
/// The content of an Any has at most one entry a map, since its bytes are compared and maps have no
/// order. Lists of NullValue are left out: Python refuses the nulls that it writes for them.
extension SplitMix {
  mutating func mixture(depth: Int = 2) -> Mixture {
    var mixture = Mixture()
    for _ in 0..<pick(7) { set(&mixture, depth: depth) }
    return mixture
  }

  private mutating func set(_ mixture: inout Mixture, depth: Int) {
    switch pick(30) {
    case 0: mixture.madeAt = moment()
    case 1: mixture.lasts = duration()
    case 2: mixture.mask.paths = StringList((0..<pick(4)).map { _ in path() })
    case 3: mixture.details = object(depth: depth)
    case 4: mixture.value = value(depth: depth)
    case 5: for _ in 0..<pick(4) { mixture.list.values.append(value(depth: depth)) }
    case 6: mixture.content = any(depth: depth)
    case 7: mixture.nothing = GoogleEmpty()
    case 8: mixture.doubleValue.value = double()
    case 9: mixture.floatValue.value = float()
    case 10: mixture.int64Value.value = Int64(bitPattern: next() >> UInt64(pick(64)))
    case 11: mixture.uint64Value.value = next() >> UInt64(pick(64))
    case 12: mixture.int32Value.value = Int32(truncatingIfNeeded: next() >> UInt64(pick(64)))
    case 13: mixture.uint32Value.value = UInt32(truncatingIfNeeded: next())
    case 14: mixture.boolValue.value = pick(2) == 0
    case 15: mixture.stringValue.value = text()
    case 16: mixture.bytesValue.value = bytes()
    case 17: mixture.maybeNull = .nullValue
    case 18: for _ in 0..<pick(4) { mixture.moments.append(moment()) }
    case 19: for _ in 0..<pick(4) { mixture.values.append(value(depth: depth)) }
    case 20: for _ in 0..<pick(4) { mixture.contents.append(any(depth: depth)) }
    case 21: mixture.secrets = StringList((0..<pick(4)).map { _ in text() })
    case 22: for _ in 0..<pick(3) { mixture.words.append { $0.value = text() } }
    case 23 where depth > 0:
      for _ in 0..<pick(3) { mixture.children[text()] = self.mixture(depth: depth - 1) }
    case 24: for _ in 0..<pick(4) { mixture.days[Int32(truncatingIfNeeded: next())] = moment() }
    case 25: for _ in 0..<pick(3) { mixture.answers[pick(2) == 0] = value(depth: depth) }
    case 26: for _ in 0..<pick(20) { mixture.shades[text()] = shade() }
    case 27: setChoice(&mixture, depth: depth)
    case 28: mixture.tones = EnumList((0..<pick(5)).map { _ in shade() })
    default:
      mixture.renamed = text()
      mixture.oddName9x = text()
      mixture.tone = shade()
    }
  }

  private mutating func setChoice(_ mixture: inout Mixture, depth: Int) {
    switch pick(5) {
    case 0: mixture.none = .nullValue
    case 1: mixture.free = value(depth: depth)
    case 2: mixture.text2 = text()
    case 3: mixture.shade = shade()
    default: mixture.inner = depth > 0 ? self.mixture(depth: depth - 1) : Mixture()
    }
  }

  mutating func numbers() -> Numbers {
    .with {
      $0.int32 = Int32(truncatingIfNeeded: next() >> UInt64(pick(64)))
      $0.int64 = Int64(bitPattern: next() >> UInt64(pick(64)))
      $0.uint64 = next() >> UInt64(pick(64))
      $0.sint64 = Int64(bitPattern: next())
      $0.sfixed32 = Int32(truncatingIfNeeded: next())
      $0.float = float()
      $0.double = double()
      $0.bool = pick(2) == 0
      if pick(2) == 0 { $0.maybeUint64 = UInt64(pick(3)) }
      if pick(2) == 0 { $0.maybeBytes = bytes() }
      if pick(2) == 0 { $0.maybeState = [.refused, .approved, State(rawValue: 55)][pick(3)] }
      $0.uint64s = ScalarList((0..<pick(5)).map { _ in next() })
      $0.floats = ScalarList((0..<pick(5)).map { _ in float() })
      $0.sint32s = ScalarList((0..<pick(5)).map { _ in Int32(truncatingIfNeeded: next()) })
    }
  }

  mutating func maps(depth: Int = 1) -> Maps {
    var maps = Maps()
    for _ in 0..<pick(4) { maps.ages[text()] = Int32(truncatingIfNeeded: next()) }
    for _ in 0..<pick(4) { maps.names[Int64(bitPattern: next())] = text() }
    for _ in 0..<pick(20) { maps.blobs[UInt32(pick(100))] = bytes() }
    for _ in 0..<pick(3) { maps.odds[pick(2) == 0] = double() }
    for _ in 0..<pick(4) { maps.states[Int32(pick(9)) - 4] = .received }
    for _ in 0..<pick(4) { maps.marks[next()] = pick(2) == 0 }
    for _ in 0..<pick(4) { maps.steps[text(), default: Step()].note = text() }
    if depth > 0 { for _ in 0..<pick(3) { maps.maps[UInt32(pick(9))] = self.maps(depth: 0) } }
    return maps
  }

  private mutating func shade() -> Shade {
    [.dark, .grey, .light, .unspecified, Shade(rawValue: 3)][pick(5)]
  }

  private mutating func moment() -> GoogleTimestamp {
    .with {
      $0.seconds = Int64.random(in: -62_135_596_800...253_402_300_799, using: &self)
      $0.nanos = nanos()
    }
  }

  private mutating func duration() -> GoogleDuration {
    .with {
      $0.seconds = Int64.random(in: 0...315_576_000_000, using: &self) >> Int64(pick(40))
      $0.nanos = nanos()
      if pick(2) == 0 {
        $0.seconds = -$0.seconds
        $0.nanos = -$0.nanos
      }
    }
  }

  private mutating func nanos() -> Int32 {
    let nanos = Int32(pick(1_000_000_000))
    return [0, nanos, nanos / 1000 * 1000, nanos / 1_000_000 * 1_000_000][pick(4)]
  }

  private mutating func path() -> String {
    (0...pick(2)).map { _ in ["foo", "bar_baz", "x1_y2_z", "a"][pick(4)] }.joined(separator: ".")
  }

  mutating func double() -> Double {
    switch pick(8) {
    case 0: return [.nan, .infinity, -.infinity, -0.0][pick(4)]
    case 1: return Double(pick(1000))
    case 2: return Double(pick(100_000)) / 100
    default:
      let double = Double(bitPattern: next())
      return double.isNaN ? .nan : double
    }
  }

  mutating func float() -> Float {
    switch pick(6) {
    case 0: return [.nan, .infinity, -.infinity, -0.0][pick(4)]
    case 1: return Float(pick(100_000)) / 100
    default:
      let float = Float(bitPattern: UInt32(truncatingIfNeeded: next()))
      return float.isNaN ? .nan : float
    }
  }

  private mutating func value(depth: Int, entries: Int = 4) -> GoogleValue {
    var value = GoogleValue()
    switch pick(depth > 0 ? 6 : 4) {
    case 0: value.nullValue = .nullValue
    case 1:
      let number = double()
      value.numberValue = number.isFinite ? number : 1
    case 2: value.stringValue = text()
    case 3: value.boolValue = pick(2) == 0
    case 4: value.structValue = object(depth: depth - 1, entries: entries)
    default:
      value.listValue = GoogleListValue()
      for _ in 0..<pick(4) {
        value.listValue.values.append(self.value(depth: depth - 1, entries: entries))
      }
    }
    return value
  }

  private mutating func object(depth: Int, entries: Int = 4) -> GoogleStruct {
    var object = GoogleStruct()
    for _ in 0..<pick(entries) {
      object.fields[text()] = value(depth: depth, entries: entries)
    }
    return object
  }

  private mutating func any(depth: Int) -> GoogleAny {
    switch pick(depth > 0 ? 8 : 7) {
    case 0: return GoogleAny()
    case 1: return Self.any(moment())
    case 2: return Self.any(GoogleStringValue.with { $0.value = text() })
    case 3: return Self.any(numbers())
    case 4: return Self.any(Step.with { $0.note = text() })
    case 5: return Self.any(value(depth: 1, entries: 2))
    case 6: return Self.any(GoogleEmpty())
    default: return Self.any(any(depth: depth - 1))
    }
  }

  private static func any<Kind: Message>(_ content: Kind) -> GoogleAny {
    .with {
      $0.typeURL = "type.googleapis.com/\(Kind.messageName)"
      $0.value = content.encoded()
    }
  }
}
