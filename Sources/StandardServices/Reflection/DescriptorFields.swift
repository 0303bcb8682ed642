/// The fields of a message in wire format, as far as descriptors use it: numbers, and bytes with
/// their length in front. Reading ends at anything else.
struct DescriptorFields: Sequence, IteratorProtocol {
  /// A field.
  enum Value {
    /// A varint.
    case number(UInt64)
    /// Text, or a message.
    case bytes(ArraySlice<UInt8>)
  }

  private var rest: ArraySlice<UInt8>

  /// The fields of this message.
  init(_ message: ArraySlice<UInt8>) {
    rest = message
  }

  /// The next field.
  mutating func next() -> (number: UInt64, value: Value)? {
    guard let tag = varint() else { return nil }
    switch tag & 7 {
    case 0: return varint().map { (tag >> 3, .number($0)) }
    case 2:
      guard let count = varint(), count <= UInt64(rest.count) else { return nil }
      defer { rest = rest.dropFirst(Int(count)) }
      return (tag >> 3, .bytes(rest.prefix(Int(count))))
    default: return nil
    }
  }

  private mutating func varint() -> UInt64? {
    var value: UInt64 = 0
    var shift: UInt64 = 0
    while shift < 64, let byte = rest.popFirst() {
      value |= UInt64(byte & 0x7f) << shift
      if byte < 0x80 { return value }
      shift += 7
    }
    return nil
  }
}
