internal import CProtobufC

/// Numbers, truth values and enums.
extension JSONReader {
  /// Reads a number or a truth value as its kind lies in memory.
  @inline(__always)
  mutating func number(_ value: UnsafeMutableRawPointer, _ field: FieldLayout) throws(Fault) {
    switch field.pointee.kind {
    case FieldKind.bool: try bool(value)
    case FieldKind.double, FieldKind.float: try fraction(value, field)
    default:
      _ = next()
      let start = place
      let number = try number()
      switch number.whole {
      case .magnitude(let magnitude):
        guard Self.store(magnitude, number.isNegative, at: value, field) else {
          throw Fault(.outOfRange, at: start)
        }
      case .notWhole: throw Fault(.notWhole, at: start)
      case .outOfRange: throw Fault(.outOfRange, at: start)
      }
    }
  }

  private mutating func bool(_ value: UnsafeMutableRawPointer) throws(Fault) {
    switch next() {
    case UInt8(ascii: "t"):
      try literal("true")
      value.storeBytes(of: 1, as: UInt32.self)
    case UInt8(ascii: "f"):
      try literal("false")
      value.storeBytes(of: 0, as: UInt32.self)
    default: throw fault(.notBool)
    }
  }

  /// Reads a number, with or without quotes.
  @inline(__always)
  private mutating func number() throws(Fault) -> JSONNumber {
    let byte = next()
    if byte == UInt8(ascii: "\"") {
      let start = place
      return try Self.number(in: text(), at: start)
    }
    guard byte == UInt8(ascii: "-") || JSONBytes.isDigit(byte) else { throw fault(.notNumber) }
    guard let number = JSONNumber(at: place) else { throw fault(.invalidNumber) }
    place = number.end
    return number
  }

  /// The number that a string is, whose opening quote stands at `start`.
  private static func number(
    in text: UnsafeRawBufferPointer, at start: Place
  ) throws(Fault) -> JSONNumber {
    guard let number = JSONNumber(at: start + 1), number.end == start + 1 + text.count else {
      throw Fault(.notNumber, at: start)
    }
    return number
  }

  /// Writes a whole number as its kind lies in memory; false when it does not fit.
  @inline(__always)
  private static func store(
    _ magnitude: UInt64, _ isNegative: Bool, at value: UnsafeMutableRawPointer,
    _ field: FieldLayout
  ) -> Bool {
    let bits = isNegative ? 0 &- magnitude : magnitude
    let isWide = field.stride == 8
    if field.isUnsigned {
      guard !isNegative || magnitude == 0, isWide || magnitude <= UInt64(UInt32.max) else {
        return false
      }
    } else {
      // The lowest number is one further from zero than the highest.
      let most: UInt64 = isWide ? 1 << 63 : 1 << 31
      guard isNegative ? magnitude <= most : magnitude < most else { return false }
    }
    if isWide {
      value.storeBytes(of: bits, as: UInt64.self)
    } else {
      value.storeBytes(of: UInt32(truncatingIfNeeded: bits), as: UInt32.self)
    }
    return true
  }

  /// Reads a number with a fraction, or the name of one that JSON has not.
  @inline(never)
  private mutating func fraction(
    _ value: UnsafeMutableRawPointer, _ field: FieldLayout
  ) throws(Fault) {
    let isFloat = field.pointee.kind == FieldKind.float
    let isQuoted = next() == UInt8(ascii: "\"")
    let start = place
    let number: JSONNumber
    if isQuoted {
      let text = try text()
      if let special = Self.special(text) {
        if isFloat {
          value.storeBytes(of: Float(special), as: Float.self)
        } else {
          value.storeBytes(of: special, as: Double.self)
        }
        return
      }
      number = try Self.number(in: text, at: start)
    } else {
      number = try self.number()
    }
    if isFloat {
      let float = number.float
      guard float.isFinite else { throw Fault(.outOfRange, at: start) }
      value.storeBytes(of: float, as: Float.self)
    } else {
      let double = number.double
      guard double.isFinite else { throw Fault(.outOfRange, at: start) }
      value.storeBytes(of: double, as: Double.self)
    }
  }

  /// The number of a name that JSON has no number for; nil for other text.
  private static func special(_ text: UnsafeRawBufferPointer) -> Double? {
    if text.elementsEqual("NaN".utf8) { return .nan }
    if text.elementsEqual("Infinity".utf8) { return .infinity }
    return text.elementsEqual("-Infinity".utf8) ? -.infinity : nil
  }

  /// Reads an enum's value by name or number; nil for an unknown name that is to be ignored.
  mutating func enumeration(_ layout: Layout, _ index: Int) throws(Fault) -> Int32? {
    let byte = next()
    let start = place
    if byte == UInt8(ascii: "\"") {
      let name = try text()
      if let number = EnumNames(layout, index).number(of: name) { return number }
      if ignoresUnknown { return nil }
      throw Fault(.unknownEnumName, at: start)
    }
    if byte == UInt8(ascii: "n") && (layout.fields + index).isNull {
      try literal("null")
      return 0
    }
    guard byte == UInt8(ascii: "-") || JSONBytes.isDigit(byte) else { throw fault(.notEnum) }
    var number: Int32 = 0
    try withUnsafeMutablePointer(to: &number) { pointer throws(Fault) in
      try self.number(UnsafeMutableRawPointer(pointer), layout.fields + index)
    }
    return number
  }
}
