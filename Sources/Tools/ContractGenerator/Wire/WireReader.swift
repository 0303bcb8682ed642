/// Reads protobuf's wire format, field by field. Bytes that are no valid fields end the reading.
struct WireReader {
  /// The value of one field as it stands on the wire.
  enum Value: Equatable {
    /// Wire types 0, 1 and 5.
    case number(UInt64)
    /// Wire type 2.
    case data([UInt8])
  }

  private var rest: ArraySlice<UInt8>

  /// Reads these bytes.
  init(_ bytes: [UInt8]) {
    rest = bytes[...]
  }

  /// The next field, or nil at the end.
  mutating func next() -> (number: Int32, value: Value)? {
    guard let tag = varint() else { return nil }
    let number = Int32(truncatingIfNeeded: tag >> 3)
    switch tag & 7 {
    case 0: return varint().map { (number, .number($0)) }
    case 1: return fixed(8).map { (number, .number($0)) }
    case 2:
      guard let count = varint(), count <= UInt64(rest.count) else { return nil }
      let data = Array(rest.prefix(Int(count)))
      rest = rest.dropFirst(Int(count))
      return (number, .data(data))
    case 5: return fixed(4).map { (number, .number($0)) }
    default: return nil
    }
  }

  /// The next bytes as a varint, or nil if none is there.
  mutating func varint() -> UInt64? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while let byte = rest.popFirst(), shift < 64 {
      value |= UInt64(byte & 0x7f) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }

  private mutating func fixed(_ count: Int) -> UInt64? {
    guard rest.count >= count else { return nil }
    let value = rest.prefix(count).reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    rest = rest.dropFirst(count)
    return value
  }
}
